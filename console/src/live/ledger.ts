/** Something the server keeps and changes: a higher version replaces a lower one. */
export interface Versioned {
  readonly id: string;
  readonly version: bigint;
}

/**
 * The newest things of one kind, each in its latest version, whatever order and however often they
 * arrive. Bounded: the oldest go first.
 */
export class Ledger<T extends Versioned> {
  private readonly byId = new Map<string, T>();

  constructor(
    private readonly limit: number,
    private readonly bornAt: (item: T) => number,
  ) {}

  /** Returns whether anything changed. */
  put(item: T): boolean {
    const known = this.byId.get(item.id);
    if (known && known.version >= item.version) {
      return false;
    }
    this.byId.set(item.id, item);
    if (this.byId.size > this.limit) {
      this.byId.delete(this.newestFirst().at(-1)!.id);
    }
    return this.byId.has(item.id);
  }

  /** Starts over from what a list answered. */
  replaceAll(items: Iterable<T>): void {
    this.byId.clear();
    for (const item of items) {
      this.put(item);
    }
  }

  get(id: string): T | undefined {
    return this.byId.get(id);
  }

  newestFirst(): readonly T[] {
    return [...this.byId.values()].sort(
      (a, b) => this.bornAt(b) - this.bornAt(a) || (a.id < b.id ? 1 : -1),
    );
  }
}

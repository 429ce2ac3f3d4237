/** Where the newest picture of a camera is; `tick` makes the browser ask anew. */
export function snapshotUrl(cameraId: string, tick: number): string {
  return `/cameras/${encodeURIComponent(cameraId)}/snapshot.jpg?t=${tick}`;
}

export function liveUrl(cameraId: string, sub: boolean): string {
  return `/cameras/${encodeURIComponent(cameraId)}/live.mp4${sub ? '?stream=sub' : ''}`;
}

/** Pictures that are loaded at the same time: a browser has few connections to a server. */
const AT_ONCE = 2;
const REFRESH_MS = 15_000;

/** Asks for one picture; resolves when it has come, or will not. */
export type Load = (tick: number) => Promise<void>;

/**
 * Refreshes the pictures that are seen, slowly and a few at a time, however many there are. One
 * that fails takes its turn again like the others.
 */
export class SnapshotTurns {
  private readonly waiting = new Set<Load>();
  private readonly resting = new Map<Load, ReturnType<typeof setTimeout>>();
  private loading = 0;
  private readonly shown = new Set<Load>();

  constructor(
    private readonly now: () => number = Date.now,
    private readonly hidden: () => boolean = () => document.hidden,
  ) {}

  /** From now on it is seen. */
  show(load: Load): void {
    if (!this.shown.has(load)) {
      this.shown.add(load);
      this.waiting.add(load);
      this.next();
    }
  }

  /** Nobody sees it any more. */
  hide(load: Load): void {
    this.shown.delete(load);
    this.waiting.delete(load);
    clearTimeout(this.resting.get(load));
    this.resting.delete(load);
  }

  private next(): void {
    for (const load of this.waiting) {
      if (this.loading >= AT_ONCE) {
        return;
      }
      this.waiting.delete(load);
      void this.run(load);
    }
  }

  private async run(load: Load): Promise<void> {
    this.loading++;
    try {
      if (!this.hidden()) {
        await load(this.now());
      }
    } finally {
      this.loading--;
      this.rest(load);
      this.next();
    }
  }

  private rest(load: Load): void {
    if (!this.shown.has(load)) {
      return;
    }
    const again = () => {
      this.resting.delete(load);
      this.waiting.add(load);
      this.next();
    };
    clearTimeout(this.resting.get(load));
    this.resting.set(load, setTimeout(again, REFRESH_MS));
  }
}

/** One for all pictures of the page: they share the browser's connections. */
export const turns = new SnapshotTurns();

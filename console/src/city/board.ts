import { type ShallowRef, shallowRef, triggerRef } from 'vue';
import { Ledger, type Versioned } from '@/live/ledger';
import type { Sink } from './feeds';

/** Arrivals within this time are shown together, so that a burst does not freeze the page. */
const GATHER_MS = 60;

/** A ledger that the page can watch: `items` changes at most once per gathering time. */
export class Board<T extends Versioned> implements Sink<T> {
  readonly items: ShallowRef<readonly T[]> = shallowRef([]);
  /** False until the first list has arrived. */
  readonly loaded = shallowRef(false);
  private readonly ledger: Ledger<T>;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number, bornAt: (item: T) => number) {
    this.ledger = new Ledger(limit, bornAt);
  }

  replaceAll(items: Iterable<T>): void {
    this.ledger.replaceAll(items);
    this.loaded.value = true;
    this.show();
  }

  put(item: T): void {
    if (this.ledger.put(item)) {
      this.timer ??= setTimeout(() => this.show(), GATHER_MS);
    }
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.items.value = this.ledger.newestFirst();
    triggerRef(this.items);
  }
}

import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';

export type Plain<S extends DescMessage> = Extract<MessageInitShape<S>, { $typeName?: never }> & {
  id: string;
};

/** Things of one kind, and everyone who watches them. */
export class Wire<T extends { id: string }> {
  private readonly byId = new Map<string, T>();
  private readonly log: T[] = [];
  private readonly wakers = new Set<() => void>();
  private epoch = 0;

  put(item: T): T {
    this.byId.set(item.id, item);
    this.log.push(item);
    this.wake();
    return item;
  }

  get(id: string): T {
    const item = this.byId.get(id);
    if (!item) {
      throw new ConnectError(`${id}: not known`, Code.NotFound);
    }
    return item;
  }

  find(id: string): T | undefined {
    return this.byId.get(id);
  }

  /** Watchers are told once more. */
  forget(last: T): void {
    this.put(last);
    this.byId.delete(last.id);
  }

  all(): T[] {
    return [...this.byId.values()].reverse();
  }

  token(): string {
    return String(this.log.length);
  }

  get watchers(): number {
    return this.wakers.size;
  }

  breakOff(): void {
    this.epoch++;
    this.wake();
  }

  /** What came after the token, and then what comes; without one, everything. */
  async *watch(signal: AbortSignal, token = '0'): AsyncGenerator<T> {
    const { epoch } = this;
    for (let next = Number(token); ;) {
      if (signal.aborted) {
        return;
      }
      if (this.epoch !== epoch) {
        throw new ConnectError('the center goes down', Code.Unavailable);
      }
      const item = this.log[next];
      if (item) {
        next++;
        yield item;
      } else {
        await this.somethingNew(signal);
      }
    }
  }

  private somethingNew(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.wakers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.wakers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  private wake(): void {
    [...this.wakers].forEach((waker) => waker());
  }
}

import { backoffMs } from './backoff';
import type { Link } from './link';

/** A stream that can be opened again and again, going on from where it was. */
export interface Feed {
  /** Yields once for whatever arrives, heart-beats included; the feed itself keeps what it carries. */
  open(signal: AbortSignal): AsyncIterable<unknown>;
  /** Told when an opening failed, before the next one: a refused token is forgotten here. */
  failed?(error: unknown): void;
}

export interface Following {
  readonly signal: AbortSignal;
  /** A stream that says nothing for this long, not even a heart-beat, is dead. */
  readonly silenceMs: number;
  readonly onLink: (link: Link) => void;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now?: () => number;
}

/** Keeps a feed open until the signal says stop: reopens it with back-off when it ends or falls silent. */
export async function follow(feed: Feed, following: Following): Promise<void> {
  const { signal, onLink, wait = pause, now = Date.now } = following;
  let attempt = 0;
  let heardAt: number | undefined;
  onLink({ kind: 'connecting' });
  while (!signal.aborted) {
    try {
      await listen(feed, following, () => {
        attempt = 0;
        heardAt = now();
        onLink({ kind: 'live', heardAt });
      });
    } catch (error) {
      feed.failed?.(error);
    }
    if (signal.aborted) {
      return;
    }
    const ms = backoffMs(attempt++);
    onLink({ kind: 'stale', since: (heardAt ??= now()), retryAt: now() + ms });
    await wait(ms, signal);
  }
}

async function listen(feed: Feed, following: Following, heard: () => void): Promise<void> {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  following.signal.addEventListener('abort', stop, { once: true });
  let watchdog = setTimeout(stop, following.silenceMs);
  try {
    for await (const _ of feed.open(attempt.signal)) {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, following.silenceMs);
      heard();
    }
  } finally {
    clearTimeout(watchdog);
    following.signal.removeEventListener('abort', stop);
  }
}

/** Resolves after the time, or at once when told to stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

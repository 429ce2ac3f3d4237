import { Code, ConnectError } from '@connectrpc/connect';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resumable } from '@/city/feeds';
import { backoffMs } from '@/live/backoff';
import { follow } from '@/live/follow';
import { type Link, worstOf } from '@/live/link';

type Script = (
  token: string,
  signal: AbortSignal,
) => AsyncIterable<{ item?: string; token: string }>;

/** A source whose watches are scripted one after the other; the last one stays open. */
function scripted(...scripts: Script[]) {
  const tokens: string[] = [];
  const shown: string[] = [];
  let lists = 0;
  const feed = resumable<string>(
    { replaceAll: (all) => shown.splice(0, shown.length, ...all), put: (x) => shown.push(x) },
    {
      touch: async () => undefined,
      list: async () => ({ items: [`list ${++lists}`], token: `list-${lists}` }),
      watch: (token, signal) => {
        tokens.push(token);
        return (scripts.shift() ?? silent)(token, signal);
      },
    },
  );
  return { feed, tokens, shown, lists: () => lists };
}

async function* silent(_: string, signal: AbortSignal): AsyncIterable<{ token: string }> {
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

const yields: Script = async function* () {
  yield { item: 'a', token: 't1' };
  yield { token: 't2' };
};

const refuses: Script = async function* () {
  yield* [];
  throw new ConnectError('what follows is no longer kept', Code.FailedPrecondition);
};

describe('following a stream', () => {
  let running: AbortController;
  beforeEach(() => {
    vi.useFakeTimers();
    running = new AbortController();
  });
  afterEach(() => {
    running.abort();
    vi.useRealTimers();
  });

  function start(feed: Parameters<typeof follow>[0]) {
    const links: Link[] = [];
    void follow(feed, { signal: running.signal, silenceMs: 40_000, onLink: (l) => links.push(l) });
    return links;
  }

  it('lists once, then watches from the list', async () => {
    const source = scripted(yields);
    start(source.feed);
    await vi.advanceTimersByTimeAsync(1);
    expect(source.tokens).toEqual(['list-1']);
    expect(source.shown).toEqual(['list 1', 'a']);
  });

  it('goes on from the last token, heart-beats included, when the stream ends', async () => {
    const source = scripted(yields);
    const links = start(source.feed);
    await vi.advanceTimersByTimeAsync(600);
    expect(source.tokens).toEqual(['list-1', 't2']);
    expect(source.lists()).toBe(1);
    expect(links.map((l) => l.kind)).toContain('stale');
    expect(links.at(-1)?.kind).toBe('live');
  });

  it('lists again when the center no longer knows the token', async () => {
    const source = scripted(yields, refuses);
    start(source.feed);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(source.tokens).toEqual(['list-1', 't2', 'list-2']);
    expect(source.shown).toEqual(['list 2']);
  });

  it('gives up a stream that is silent for too long', async () => {
    const source = scripted(silent);
    start(source.feed);
    await vi.advanceTimersByTimeAsync(39_000);
    expect(source.tokens).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(source.tokens).toHaveLength(2);
  });

  it('says since when it is stale: since it last heard anything', async () => {
    const begin = Date.now();
    const feed = {
      async *open() {
        if (Date.now() > begin) {
          throw new ConnectError('down', Code.Unavailable);
        }
        yield;
      },
    };
    const links = start(feed);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(links.at(-1)).toMatchObject({ kind: 'stale', since: begin });
  });

  it('stops for good when told to', async () => {
    const source = scripted(silent);
    start(source.feed);
    await vi.advanceTimersByTimeAsync(1);
    running.abort();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(source.tokens).toHaveLength(1);
  });
});

describe('back-off', () => {
  it('doubles up to fifteen seconds and takes off a random half at most', () => {
    expect([0, 1, 2, 5, 50].map((n) => backoffMs(n, () => 1))).toEqual([
      500, 1000, 2000, 15_000, 15_000,
    ]);
    expect(backoffMs(2, () => 0)).toBe(1000);
  });
});

describe('the page', () => {
  it('is as fresh as its stalest stream', () => {
    const live: Link = { kind: 'live', heardAt: 9 };
    const stale = (since: number): Link => ({ kind: 'stale', since, retryAt: 10 });
    expect(worstOf([live, live]).kind).toBe('live');
    expect(worstOf([live, { kind: 'connecting' }]).kind).toBe('connecting');
    expect(worstOf([stale(7), live, stale(5)])).toEqual(stale(5));
  });
});

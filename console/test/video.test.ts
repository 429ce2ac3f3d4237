import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Buffer, Feeder } from '@/video/feeder';
import { codecIn, refusalOf, type Watching, watchLive } from '@/video/watch';

/** Each byte of a piece is one second of video. */
class FakeBuffer extends EventTarget implements Buffer {
  updating = false;
  start = 0;
  end = 0;
  readonly calls: string[] = [];
  failNext: Error | undefined;
  decodes = true;

  get buffered(): TimeRanges {
    const { start, end } = this;
    return { length: end > start ? 1 : 0, start: () => start, end: () => end };
  }

  appendBuffer(bytes: BufferSource): void {
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure) {
      throw failure;
    }
    this.calls.push(`append ${bytes.byteLength}`);
    this.end += bytes.byteLength;
    this.finish();
  }

  remove(start: number, end: number): void {
    this.calls.push(`remove ${start}-${end}`);
    this.start = Math.max(this.start, end);
    this.finish();
  }

  private finish(): void {
    if (this.updating) {
      throw new Error('still updating');
    }
    this.updating = true;
    queueMicrotask(() => {
      this.updating = false;
      if (!this.decodes) {
        this.dispatchEvent(new Event('error'));
      }
      this.dispatchEvent(new Event('updateend'));
    });
  }
}

const seconds = (n: number) => new Uint8Array(n);

describe('the feeder', () => {
  it('appends one piece after the other', async () => {
    const buffer = new FakeBuffer();
    const feeder = new Feeder(buffer, { currentTime: 0 });
    await feeder.feed(seconds(1));
    await feeder.feed(seconds(1));
    expect(buffer.calls).toEqual(['append 1', 'append 1']);
    expect(feeder.behind).toBe(2);
  });

  it('starts near the newest picture when the stream does not begin at zero', async () => {
    const buffer = new FakeBuffer();
    buffer.start = buffer.end = 5000;
    const screen = { currentTime: 0 };
    await new Feeder(buffer, screen).feed(seconds(2));
    expect(screen.currentTime).toBeCloseTo(5001.4);
  });

  it('jumps ahead when it has fallen more than three seconds behind, and not before', async () => {
    const buffer = new FakeBuffer();
    const screen = { currentTime: 0 };
    const feeder = new Feeder(buffer, screen);
    await feeder.feed(seconds(3));
    expect(screen.currentTime).toBe(0);
    await feeder.feed(seconds(1));
    expect(screen.currentTime).toBeCloseTo(3.4);
  });

  it('keeps a bounded part of what was played', async () => {
    const buffer = new FakeBuffer();
    const screen = { currentTime: 0 };
    const feeder = new Feeder(buffer, screen);
    for (let i = 0; i < 300; i++) {
      screen.currentTime = i;
      await feeder.feed(seconds(1));
    }
    expect(buffer.end - buffer.start).toBeLessThan(25);
    expect(buffer.start).toBeLessThan(screen.currentTime);
  });

  it('makes room when the browser says that its buffer is full', async () => {
    const buffer = new FakeBuffer();
    buffer.end = 15;
    buffer.failNext = new DOMException('full', 'QuotaExceededError');
    await new Feeder(buffer, { currentTime: 14 }).feed(seconds(1));
    expect(buffer.calls).toEqual(['remove 0-4', 'append 1']);
  });

  it('says so when the browser cannot decode', async () => {
    const buffer = new FakeBuffer();
    buffer.decodes = false;
    const fed = new Feeder(buffer, { currentTime: 0 }).feed(seconds(1));
    await expect(fed).rejects.toThrow('cannot decode');
  });
});

describe('a live view', () => {
  afterEach(() => vi.unstubAllGlobals());

  async function statesOf(answer: () => Promise<Response>): Promise<Watching[]> {
    vi.stubGlobal('fetch', answer);
    const states: Watching[] = [];
    const video = document.createElement('video');
    const { signal } = new AbortController();
    await watchLive('/cameras/c/live.mp4', { video, signal, onState: (s) => states.push(s) });
    return states;
  }

  it('tells the reasons of the center from a camera that is not there', async () => {
    const full = new Response('4 of 4 viewers watch this camera', { status: 503 });
    expect(await refusalOf(full)).toEqual({
      kind: 'busy',
      reason: '4 of 4 viewers watch this camera',
    });
    expect(await refusalOf(new Response('', { status: 404 }))).toEqual({ kind: 'missing' });
    expect(await refusalOf(new Response('', { status: 500 }))).toEqual({
      kind: 'busy',
      reason: 'HTTP 500',
    });
    expect(await refusalOf(new Response('x'))).toBeUndefined();
  });

  it('says when nobody answers', async () => {
    const states = await statesOf(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(states.map((s) => s.kind)).toEqual(['connecting', 'unreachable']);
  });

  it('lets go of a stream that the browser cannot play, and names the codec', async () => {
    vi.stubGlobal('MediaSource', { isTypeSupported: () => false });
    const cancel = vi.fn();
    const headers = { 'content-type': 'video/mp4; codecs="hvc1.1.6.L93.B0"' };
    const states = await statesOf(() =>
      Promise.resolve(new Response(new ReadableStream({ cancel }), { headers })),
    );
    expect(states.at(-1)).toEqual({ kind: 'codec', codec: 'H.265 (hvc1.1.6.L93.B0)' });
    expect(cancel).toHaveBeenCalled();
    expect(codecIn('video/mp4; codecs="avc1.64001f"')).toBe('avc1.64001f');
  });
});

import { Feeder } from './feeder';

/** How a live view is doing. */
export type Watching =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'playing' }
  /** The camera stopped, or was connected anew with another picture. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'missing' }
  /** The center says why not: too many viewers, no picture yet, visited later. */
  | { readonly kind: 'busy'; readonly reason: string }
  | { readonly kind: 'codec'; readonly codec: string }
  | { readonly kind: 'broken' }
  | { readonly kind: 'unreachable' };

export interface Player {
  readonly video: HTMLVideoElement;
  readonly signal: AbortSignal;
  readonly onState: (state: Watching) => void;
  readonly onBehind?: (seconds: number) => void;
}

const LONGEST_REASON = 300;

/** Plays a camera's stream until the signal says stop; resolves when nothing is held any more. */
export async function watchLive(url: string, player: Player): Promise<void> {
  const { signal, onState } = player;
  onState({ kind: 'connecting' });
  const state = await attempt(url, player);
  if (!signal.aborted) {
    onState(state);
  }
}

async function attempt(url: string, player: Player): Promise<Watching> {
  let response: Response;
  try {
    response = await fetch(url, { signal: player.signal, cache: 'no-store' });
  } catch {
    return { kind: 'unreachable' };
  }
  const refused = await refusalOf(response);
  if (refused) {
    return refused;
  }
  const type = response.headers.get('content-type') ?? '';
  if (!('MediaSource' in window) || !MediaSource.isTypeSupported(type)) {
    await response.body?.cancel();
    return { kind: 'codec', codec: codecIn(type) };
  }
  return play(response.body!, type, player);
}

export async function refusalOf(response: Response): Promise<Watching | undefined> {
  if (response.ok && response.body) {
    return undefined;
  }
  if (response.status === 404) {
    return { kind: 'missing' };
  }
  const text = (await response.text().catch(() => '')).trim().slice(0, LONGEST_REASON);
  return { kind: 'busy', reason: text || `HTTP ${response.status}` };
}

/** "H.265" from `video/mp4; codecs="hvc1.1.6.L93.B0"`. */
export function codecIn(type: string): string {
  const codecs = /codecs="?([^";]*)/.exec(type)?.[1] ?? '';
  if (/^(hvc1|hev1)/.test(codecs)) {
    return `H.265 (${codecs})`;
  }
  return codecs || type || '?';
}

async function play(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  type: string,
  { video, signal, onState, onBehind }: Player,
): Promise<Watching> {
  const source = new MediaSource();
  const url = URL.createObjectURL(source);
  const reader = body.getReader();
  try {
    video.src = url;
    await opened(source, signal);
    const feeder = new Feeder(source.addSourceBuffer(type), video);
    const started = () => onState({ kind: 'playing' });
    video.addEventListener('playing', started, { signal });
    for (;;) {
      const { value, done } = await reader.read();
      if (done || signal.aborted) {
        return { kind: 'ended' };
      }
      await feeder.feed(value);
      onBehind?.(feeder.behind);
    }
  } catch {
    return video.error ? { kind: 'broken' } : { kind: 'ended' };
  } finally {
    await reader.cancel().catch(() => undefined);
    URL.revokeObjectURL(url);
    if (signal.aborted) {
      video.removeAttribute('src');
      video.load();
    }
  }
}

function opened(source: MediaSource, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    source.addEventListener('sourceopen', () => resolve(), { once: true });
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });
}

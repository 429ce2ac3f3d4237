/** What the feeder needs of a SourceBuffer. */
export interface Buffer extends EventTarget {
  readonly updating: boolean;
  readonly buffered: TimeRanges;
  appendBuffer(bytes: BufferSource): void;
  remove(start: number, end: number): void;
}

/** What the feeder needs of a video element. */
export interface Screen {
  currentTime: number;
}

/** Seconds of what was played that stay buffered. */
const KEPT = 10;
/** Seconds behind the newest picture from which the player jumps ahead … */
const FAR_BEHIND = 3;
/** … to this many seconds before it. */
const NEAR_EDGE = 0.6;
/** Old ranges are removed when this many seconds have gathered beyond what is kept. */
const SLACK = 10;

/**
 * Feeds a live stream to a SourceBuffer, one piece after the other, and keeps the screen near the
 * newest picture. Holds no more than the piece at hand: who feeds waits until it is taken.
 */
export class Feeder {
  constructor(
    private readonly buffer: Buffer,
    private readonly screen: Screen,
  ) {}

  async feed(piece: BufferSource): Promise<void> {
    await this.forget(SLACK);
    try {
      await this.done(() => this.buffer.appendBuffer(piece));
    } catch (error) {
      if (!isFull(error)) {
        throw error;
      }
      // The browser's own bound was reached first.
      await this.forget(0);
      await this.done(() => this.buffer.appendBuffer(piece));
    }
    this.stayNear();
  }

  /** Seconds between what is shown and the newest picture; 0 while nothing is there. */
  get behind(): number {
    const { buffered } = this.buffer;
    return buffered.length === 0
      ? 0
      : Math.max(0, buffered.end(buffered.length - 1) - this.screen.currentTime);
  }

  /** Jumps over what was missed: after a pause, in a background tab, across a hole. */
  private stayNear(): void {
    const { buffered } = this.buffer;
    if (buffered.length === 0) {
      return;
    }
    const start = buffered.start(buffered.length - 1);
    const end = buffered.end(buffered.length - 1);
    if (this.screen.currentTime < start || end - this.screen.currentTime > FAR_BEHIND) {
      this.screen.currentTime = Math.max(start, end - NEAR_EDGE);
    }
  }

  private async forget(slack: number): Promise<void> {
    const { buffered } = this.buffer;
    const until = this.screen.currentTime - KEPT;
    if (buffered.length > 0 && until - slack > buffered.start(0)) {
      await this.done(() => this.buffer.remove(0, until));
    }
  }

  private done(act: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const ended = (event: Event) => {
        this.buffer.removeEventListener('updateend', ended);
        this.buffer.removeEventListener('error', ended);
        if (event.type === 'error') {
          reject(new Error('the browser cannot decode this stream'));
        } else {
          resolve();
        }
      };
      this.buffer.addEventListener('updateend', ended);
      this.buffer.addEventListener('error', ended);
      try {
        act();
      } catch (error) {
        this.buffer.removeEventListener('updateend', ended);
        this.buffer.removeEventListener('error', ended);
        reject(error as Error);
      }
    });
  }
}

function isFull(error: unknown): boolean {
  return (error as Error).name === 'QuotaExceededError';
}

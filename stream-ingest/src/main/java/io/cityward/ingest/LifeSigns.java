package io.cityward.ingest;

import io.cityward.ingest.SourceState.Kind;
import java.time.Duration;
import java.util.Locale;

/**
 * Tells a stream that lives from one that only sends packets: its media time has to go on, and what
 * is given to the decoder has to become pictures. Pure; times by a monotonic clock.
 */
final class LifeSigns {

  /** A quarter of real time is slower than any network makes a camera that is well. */
  private static final int SLOWEST = 4;

  /** A network that loses much may break a key frame or two; no new connection mends that. */
  private static final int MOST_KEYS_WITHOUT_PICTURE = 3;

  private final long window;
  private boolean begun;
  private long markMicros;
  private long markNanos;
  private long newestMicros;
  private int given;
  private int keysGiven;
  private long givenSince;

  LifeSigns(Duration stallAfter) {
    this.window = stallAfter.toNanos();
  }

  /**
   * A packet came.
   *
   * @throws SourceFailure STALLED if media time stands still or crawls
   */
  void packet(long mediaMicros, long nowNanos) throws SourceFailure {
    newestMicros = begun ? Math.max(newestMicros, mediaMicros) : mediaMicros;
    long advanced = (newestMicros - markMicros) * 1000;
    if (!begun || advanced * SLOWEST >= window) {
      begun = true;
      markMicros = newestMicros;
      markNanos = nowNanos;
    } else if (nowNanos - markNanos >= window) {
      throw new SourceFailure(Kind.STALLED, crawling(advanced, nowNanos - markNanos));
    }
  }

  /**
   * A packet was given to the decoder, and what came of it was reported before this. Where not even
   * key frames come through, three times the patience has to do.
   *
   * @throws SourceFailure STALLED if nothing comes of them for too long
   */
  void decoded(boolean key, long nowNanos) throws SourceFailure {
    if (given == 0) {
      givenSince = nowNanos;
      keysGiven = 0;
    }
    given++;
    keysGiven += key ? 1 : 0;
    long passed = nowNanos - givenSince;
    long patience = keysGiven >= MOST_KEYS_WITHOUT_PICTURE ? window : 3 * window;
    if (given > 1 && passed >= patience) {
      throw new SourceFailure(
          Kind.STALLED,
          String.format(
              Locale.ROOT,
              "sends packets, but none of the last %d gave a picture in %s",
              given,
              Refusals.seconds(Duration.ofNanos(passed))));
    }
  }

  void picture() {
    given = 0;
  }

  private static String crawling(long advancedNanos, long passedNanos) {
    return String.format(
        Locale.ROOT,
        "sends packets, but their time stands still: %s of video in %s",
        Refusals.seconds(Duration.ofNanos(advancedNanos)),
        Refusals.seconds(Duration.ofNanos(passedNanos)));
  }
}

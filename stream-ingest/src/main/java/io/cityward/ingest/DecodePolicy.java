package io.cityward.ingest;

import io.cityward.core.CityException;
import java.time.Duration;
import java.util.Collection;

/** Which of a stream's frames are decoded and handed on. */
public sealed interface DecodePolicy {

  DecodePolicy NONE = new None();
  DecodePolicy KEY_FRAMES = new KeyFrames(Duration.ofSeconds(8));
  DecodePolicy ALL = new All();

  /** Nothing: the packets go into the ring alone. */
  record None() implements DecodePolicy {}

  /**
   * Key frames alone; everything else is dropped before the decoder. A tenth of the cost.
   *
   * @param longestWait for the next frame. Where key frames are further apart, what lies between is
   *     decoded too, and one frame handed on in each such span. Of a stream that has nothing but
   *     key frames (MJPEG), two per second are decoded
   */
  record KeyFrames(Duration longestWait) implements DecodePolicy {

    public KeyFrames {
      if (longestWait.compareTo(Duration.ofMillis(100)) < 0
          || longestWait.compareTo(Duration.ofHours(1)) > 0) {
        throw CityException.invalid("longestWait", longestWait, "PT0.1S to PT1H");
      }
    }
  }

  /**
   * At most so many frames per second of media time, evenly spread. Where key frames come that
   * often, they suffice; else what the frames refer to is decoded as well, so that it costs nearly
   * as much as {@link All}.
   */
  record Fps(double value) implements DecodePolicy {

    public Fps {
      if (!(value > 0 && value <= 240)) {
        throw CityException.invalid("fps", value, "more than 0 and at most 240");
      }
    }
  }

  /** Every frame. */
  record All() implements DecodePolicy {}

  /** The one that gives each task what its own policy would give it; none for no tasks. */
  static DecodePolicy strongest(Collection<? extends DecodePolicy> policies) {
    return policies.stream().map(DecodePolicy.class::cast).reduce(NONE, DecodePolicy::stronger);
  }

  private static DecodePolicy stronger(DecodePolicy a, DecodePolicy b) {
    if (a instanceof None || b instanceof All) {
      return b;
    }
    if (b instanceof None || a instanceof All) {
      return a;
    }
    if (a instanceof KeyFrames one && b instanceof KeyFrames other) {
      return one.longestWait().compareTo(other.longestWait()) <= 0 ? one : other;
    }
    return new Fps(Math.max(leastPerSecond(a), leastPerSecond(b)));
  }

  private static double leastPerSecond(DecodePolicy policy) {
    return policy instanceof Fps fps
        ? fps.value()
        : 1e9 / ((KeyFrames) policy).longestWait().toNanos();
  }
}

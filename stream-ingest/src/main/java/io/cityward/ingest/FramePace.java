package io.cityward.ingest;

/**
 * Thins frames out to so many per second of media time: time is cut into equal slots, and the first
 * frame of each slot is taken. Pure.
 */
final class FramePace {

  /** Frame times are rounded to ticks; a frame this little before its slot belongs to it. */
  private static final long TOLERANCE_MICROS = 1_000;

  private final double slotsPerMicro;
  private long last = Long.MIN_VALUE;

  private FramePace(double slotsPerMicro) {
    this.slotsPerMicro = slotsPerMicro;
  }

  static FramePace of(DecodePolicy policy) {
    return new FramePace(policy instanceof DecodePolicy.Fps fps ? fps.value() / 1e6 : 0);
  }

  boolean takes(long mediaMicros) {
    if (slotsPerMicro == 0) {
      return true;
    }
    long slot = (long) Math.floor((mediaMicros + TOLERANCE_MICROS) * slotsPerMicro);
    boolean fresh = slot != last;
    last = slot;
    return fresh;
  }
}

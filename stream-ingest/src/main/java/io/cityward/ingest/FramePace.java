package io.cityward.ingest;

/**
 * Thins frames out to so many per second of media time: time is cut into equal slots, and the first
 * frame of each slot is taken. Pure.
 */
final class FramePace {

  /** Frame times are rounded to ticks; a frame this little before its slot belongs to it. */
  private static final long TOLERANCE_MICROS = 1_000;

  /** Key frames do not come as evenly as frames do. */
  private static final double NEARLY_A_SLOT = 0.75;

  private final double slotsPerMicro;
  private long slot = Long.MIN_VALUE;
  private long taken = Long.MIN_VALUE;

  private FramePace(double slotsPerMicro) {
    this.slotsPerMicro = slotsPerMicro;
  }

  static FramePace perSecond(double frames) {
    return new FramePace(frames / 1e6);
  }

  static FramePace everyFrame() {
    return new FramePace(0);
  }

  boolean takes(long mediaMicros) {
    boolean fresh = wouldTake(mediaMicros);
    slot = slotOf(mediaMicros);
    taken = fresh ? mediaMicros : taken;
    return fresh;
  }

  /** The same question, without an answer being remembered. */
  boolean wouldTake(long mediaMicros) {
    return slotsPerMicro == 0 || slotOf(mediaMicros) != slot;
  }

  /** Whether it is nearly a slot's length or more after the last one that was taken. */
  boolean takesApart(long mediaMicros) {
    boolean apart =
        slotsPerMicro == 0
            || taken == Long.MIN_VALUE
            || mediaMicros < taken
            || (mediaMicros - taken) * slotsPerMicro >= NEARLY_A_SLOT;
    if (apart) {
      taken = mediaMicros;
      slot = slotOf(mediaMicros);
    }
    return apart;
  }

  private long slotOf(long mediaMicros) {
    return (long) Math.floor((mediaMicros + TOLERANCE_MICROS) * slotsPerMicro);
  }
}

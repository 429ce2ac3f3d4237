package io.cityward.ingest;

/** Packets per second of media time, over the last few seconds. */
final class FrameRate {

  private static final long WINDOW_MICROS = 4_000_000;

  private long start = -1;
  private long newest;
  private int packets;
  private double fps;

  void packet(long mediaMicros) {
    if (start < 0) {
      start = mediaMicros;
    }
    newest = Math.max(newest, mediaMicros);
    packets++;
    if (newest - start >= WINDOW_MICROS) {
      fps = perSecond();
      start = newest;
      packets = 1;
    }
  }

  /** 0 until there is something to tell it from. */
  double fps() {
    return fps > 0 || packets < 2 || newest <= start ? fps : perSecond();
  }

  private double perSecond() {
    return (packets - 1) * 1e6 / (newest - start);
  }
}

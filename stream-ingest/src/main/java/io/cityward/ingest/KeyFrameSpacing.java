package io.cityward.ingest;

import java.time.Duration;

/** How far apart a stream's key frames are. */
final class KeyFrameSpacing implements IngestMetrics {

  private int keys;
  private int sinceKey;
  private int frames;
  private Duration last = Duration.ZERO;
  private Duration time = Duration.ZERO;

  @Override
  public void packet(boolean key, int bytes) {
    if (key) {
      frames = keys > 0 ? sinceKey : 0;
      keys++;
      sinceKey = 0;
    }
    sinceKey++;
  }

  void keyAt(Duration mediaTime) {
    time = keys > 1 ? mediaTime.minus(last) : Duration.ZERO;
    last = mediaTime;
  }

  int keys() {
    return keys;
  }

  /** Packets from key frame to key frame; 0 before the second one. */
  int frames() {
    return frames;
  }

  Duration time() {
    return time;
  }
}

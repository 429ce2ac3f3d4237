package io.cityward.app.pipeline;

import java.time.Duration;

/**
 * Lets through as many frames per second as the scenes of a camera want, evenly spread over media
 * time. One thread.
 */
final class Sampler {

  /** A frame that comes a little early is better than waiting for the next one. */
  private static final double SLACK = 0.9;

  private final long stepNanos;
  private long lastNanos;
  private boolean begun;

  Sampler(double framesPerSecond) {
    this.stepNanos = (long) (1e9 / framesPerSecond * SLACK);
  }

  boolean wants(Duration mediaTime) {
    long nanos = mediaTime.toNanos();
    if (begun && nanos >= lastNanos && nanos - lastNanos < stepNanos) {
      return false;
    }
    begun = true;
    lastNanos = nanos;
    return true;
  }
}

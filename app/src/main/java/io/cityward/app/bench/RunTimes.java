package io.cityward.app.bench;

import io.cityward.inference.InferenceMetrics;
import java.time.Duration;

/** What the run of a picture took, for who is told its answer next on the same thread. */
final class RunTimes implements InferenceMetrics {

  private final ThreadLocal<long[]> last = ThreadLocal.withInitial(() -> new long[1]);

  @Override
  public void inferred(Duration waited, Duration took) {
    last.get()[0] = took.toNanos();
  }

  /** In nanoseconds. */
  long took() {
    return last.get()[0];
  }
}

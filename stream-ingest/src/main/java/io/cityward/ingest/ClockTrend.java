package io.cityward.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures how a camera's clock stands and runs against ours. A packet that waited on its way makes
 * the camera seem late, so that of each few seconds the earliest packet counts; the drift is the
 * median of the slopes between all of these (Theil and Sen), which a few bad ones do not move. Not
 * thread-safe, except that {@link #now} may be asked by any thread.
 */
final class ClockTrend {

  private static final long SPAN_MICROS = 5_000_000;
  private static final int KEPT = 120;
  private static final int ENOUGH = 12;

  /** Somebody set a clock: what was measured before says nothing any more. */
  private static final long STEP_MICROS = 1_000_000;

  private final long[] at = new long[KEPT];
  private final long[] offsets = new long[KEPT];
  private int count;
  private long spanStart;
  private long best;
  private long bestAt;
  private boolean open;

  private volatile Optional<CameraClock> now = Optional.empty();

  /** A picture was taken at a time by the camera's clock, and arrived at a time by ours. */
  void note(Instant cameraTime, Instant arrivedAt) {
    long arrived = micros(arrivedAt);
    long offset = micros(cameraTime) - arrived;
    if (open && arrived - spanStart >= SPAN_MICROS) {
      keep();
      open = false;
    }
    if (!open) {
      spanStart = arrived;
    }
    if (!open || offset > best) {
      best = offset;
      bestAt = arrived;
    }
    if (!open) {
      open = true;
      tell();
    }
  }

  /** Empty before the first report. */
  Optional<CameraClock> now() {
    return now;
  }

  private void keep() {
    if (count > 0 && Math.abs(best - offsets[count - 1]) > STEP_MICROS) {
      count = 0;
    }
    if (count == KEPT) {
      System.arraycopy(at, 1, at, 0, KEPT - 1);
      System.arraycopy(offsets, 1, offsets, 0, KEPT - 1);
      count--;
    }
    at[count] = bestAt;
    offsets[count] = best;
    count++;
  }

  private void tell() {
    long offset = count == 0 ? best : offsets[count - 1];
    now = Optional.of(new CameraClock(Duration.of(offset, ChronoUnit.MICROS), drift()));
  }

  private OptionalDouble drift() {
    if (count < ENOUGH) {
      return OptionalDouble.empty();
    }
    double[] slopes = new double[count * (count - 1) / 2];
    int n = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        slopes[n++] = 1e6 * (offsets[j] - offsets[i]) / Math.max(1, at[j] - at[i]);
      }
    }
    Arrays.sort(slopes);
    return OptionalDouble.of(slopes[n / 2]);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}

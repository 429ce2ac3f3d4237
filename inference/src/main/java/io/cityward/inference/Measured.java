package io.cityward.inference;

import io.cityward.core.Picture;
import io.cityward.inference.pack.InputSize;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model takes on a device, by how many pictures it is given in one run.
 *
 * @param secondsPerPicture by pictures per run
 */
record Measured(Map<Integer, Double> secondsPerPicture) {

  private static final Logger log = LoggerFactory.getLogger(Measured.class);

  /** More at once would only make the first wait for the last. */
  static final int LARGEST_BATCH = 8;

  /** A larger batch has to be so much better than the smaller, since its pictures wait. */
  private static final double WORTH = 0.9;

  private static final int RUNS = 5;
  private static final long MOST_NANOS = 2_000_000_000L;

  Measured {
    secondsPerPicture = Collections.unmodifiableMap(new TreeMap<>(secondsPerPicture));
  }

  /**
   * Runs a detector on pictures of stripes, for about two seconds at most if it takes less.
   *
   * @param nanos the time of day
   * @param work the processor time of the calling thread; taken instead where that thread does the
   *     work itself, since what others do on a busy machine is not in it
   */
  static Measured of(Detector detector, InputSize size, LongSupplier nanos, LongSupplier work) {
    LongSupplier taken = detector.worksInCaller() ? work : nanos;
    Map<Integer, Double> table = new TreeMap<>();
    long end = nanos.getAsLong() + MOST_NANOS;
    BooleanSupplier timeLeft = () -> nanos.getAsLong() < end;
    table.put(1, least(detector, 1, size, taken, timeLeft));
    try {
      int most = Math.min(LARGEST_BATCH, detector.batch());
      for (int batch = 2; batch <= most && timeLeft.getAsBoolean(); batch *= 2) {
        table.put(batch, least(detector, batch, size, taken, timeLeft) / batch);
      }
    } catch (RuntimeException | Error e) {
      log.info(
          "no more than {} pictures at a time: {}", Collections.max(table.keySet()), e.toString());
    }
    return new Measured(table);
  }

  /**
   * Of some runs after a first, which warms up and counts only if there is no time left. The least
   * is what the model takes; what others take beyond it, on a busy machine, was not its doing.
   */
  private static double least(
      Detector detector, int batch, InputSize size, LongSupplier nanos, BooleanSupplier timeLeft) {
    List<Picture> pictures = Collections.nCopies(batch, new TrialPicture(size));
    long least = Long.MAX_VALUE;
    for (int run = 0; run <= RUNS && (run == 0 || timeLeft.getAsBoolean()); run++) {
      long begun = nanos.getAsLong();
      detector.detect(pictures);
      long taken = nanos.getAsLong() - begun;
      least = run == 1 ? taken : Math.min(least, taken);
    }
    return least / 1e9;
  }

  /** The smallest batch that no smaller one comes near. */
  int batch() {
    int best = 1;
    for (Map.Entry<Integer, Double> entry : secondsPerPicture.entrySet()) {
      if (entry.getValue() <= WORTH * secondsPerPicture.get(best)) {
        best = entry.getKey();
      }
    }
    return best;
  }

  /** Per picture, at the batch that is used. */
  double seconds() {
    return secondsPerPicture.get(batch());
  }

  /** Per picture, one at a time. */
  double secondsAlone() {
    return secondsPerPicture.get(1);
  }
}

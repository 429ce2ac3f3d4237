package io.cityward.app.algorithms;

import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * What a pack under trial may take.
 *
 * @param time of the whole trial, start of the process included; then it is killed
 * @param picture mean of one picture
 * @param memoryMebibytes resident, of its process; above it is killed
 * @param heapMebibytes of its Java heap; models lie outside it
 */
public record TrialLimits(Duration time, Duration picture, int memoryMebibytes, int heapMebibytes) {

  public static final TrialLimits DEFAULT =
      new TrialLimits(Duration.ofMinutes(3), Duration.ofSeconds(2), 3072, 256);

  /**
   * Reads the keys {@code time}, {@code picture}, {@code memoryMebibytes} and {@code
   * heapMebibytes}.
   */
  static TrialLimits read(Section section) {
    return new TrialLimits(
        section.duration("time", Duration.ofSeconds(10), Duration.ofHours(1), DEFAULT.time),
        section.duration("picture", Duration.ofMillis(1), Duration.ofMinutes(1), DEFAULT.picture),
        section.whole("memoryMebibytes", 256, 1 << 17, DEFAULT.memoryMebibytes),
        section.whole("heapMebibytes", 64, 4096, DEFAULT.heapMebibytes));
  }
}

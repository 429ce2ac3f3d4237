package io.cityward.alerts.compute.usage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One answer to a question about usage.
 *
 * @param step that the row stands for; larger than what was asked where details are no longer kept
 * @param of the values of what rows are kept apart by
 * @param alerts that were raised at these cameras by these scenes in this time
 * @param confirmed of those, the ones with that verdict now
 * @param shares what the departments had, where the question allows to tell
 */
public record UsageFigures(
    Instant at,
    UsageStep step,
    Map<UsageDimension, String> of,
    Frames frames,
    long alerts,
    long confirmed,
    Optional<ShareRow.Shares> shares) {

  private static final double SECONDS_PER_HOUR = 3600;

  public UsageFigures {
    of = Map.copyOf(of);
  }

  public String of(UsageDimension dimension) {
    return of.getOrDefault(dimension, "");
  }

  /** Confirmed alerts per CU-hour; 0 where nothing was used. */
  public double yield() {
    return frames.cuSeconds() > 0 ? confirmed * SECONDS_PER_HOUR / frames.cuSeconds() : 0;
  }
}

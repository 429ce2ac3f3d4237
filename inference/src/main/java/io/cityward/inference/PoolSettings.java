package io.cityward.inference;

import io.cityward.core.CityException;
import java.time.Duration;

/**
 * How a pool works.
 *
 * @param sessions how many runs there are at a time; one per core or a few per GPU are good numbers
 * @param device what models run on
 * @param timeLimit a run that takes longer, and longer than ten times what was measured, is
 *     cancelled
 * @param reference name of the pack that a compute unit is defined by
 */
public record PoolSettings(int sessions, Device device, Duration timeLimit, String reference) {

  /** The pack whose inference per second is one compute unit. */
  public static final String REFERENCE = "coco-nanodet";

  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);

  public PoolSettings {
    if (sessions < 1) {
      throw CityException.invalid("sessions", sessions, "at least 1");
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw CityException.invalid("timeLimit", timeLimit, "more than 0");
    }
  }

  /** On the CPU, with the usual limits. */
  public static PoolSettings of(int sessions) {
    return new PoolSettings(sessions, Device.CPU, TIME_LIMIT, REFERENCE);
  }

  public PoolSettings on(Device device) {
    return new PoolSettings(sessions, device, timeLimit, reference);
  }

  public PoolSettings withTimeLimit(Duration limit) {
    return new PoolSettings(sessions, device, limit, reference);
  }
}

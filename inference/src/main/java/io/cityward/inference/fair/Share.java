package io.cityward.inference.fair;

import io.cityward.core.CityException;

/**
 * What a department may use of the pool.
 *
 * @param guaranteed CU that are there whenever it wants them; 0 lives on what others leave
 * @param ceiling CU that it never uses more than; {@link #UNLIMITED} for no ceiling
 * @param priority who is lent more than its guarantee first: the higher
 */
public record Share(double guaranteed, double ceiling, int priority) {

  public static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** Of a department that was granted nothing: what others leave. */
  public static final Share NONE = new Share(0, UNLIMITED, 0);

  public Share {
    if (!(guaranteed >= 0) || Double.isInfinite(guaranteed)) {
      throw CityException.invalid("guaranteed", guaranteed, "0 or more CU");
    }
    if (!(ceiling > 0) || ceiling < guaranteed) {
      throw CityException.invalid(
          "ceiling", ceiling, "more than 0 and at least the guaranteed " + guaranteed + " CU");
    }
  }
}

package io.cityward.alerts.compute;

import io.cityward.core.CityException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * A time with a beginning and an end.
 *
 * @param until the first moment after it; at most a year after {@code from}
 */
public record Period(Instant from, Instant until) {

  public Period {
    if (!from.isBefore(until)) {
      throw CityException.invalid("until", until, "after from, " + from);
    }
    Instant last = from.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
    if (until.isAfter(last)) {
      throw CityException.invalid("until", until, "at most a year after from, " + last);
    }
  }

  public boolean holds(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }

  public boolean holds(Period other) {
    return !other.from.isBefore(from) && !other.until.isAfter(until);
  }

  public boolean overlaps(Instant start, Instant end) {
    return start.isBefore(until) && from.isBefore(end);
  }
}

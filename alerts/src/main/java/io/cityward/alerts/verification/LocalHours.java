package io.cityward.alerts.verification;

import io.cityward.core.CityException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/** Hours of every day, "07:00-18:30"; over midnight where the end lies before the start. */
public record LocalHours(LocalTime from, LocalTime until) {

  public LocalHours {
    if (from.equals(until)) {
      throw CityException.invalid(
          "hours", from + "-" + until, "an end that differs from the start");
    }
  }

  public static LocalHours parse(String text) {
    String[] ends = text.split("-", -1);
    try {
      if (ends.length == 2) {
        return new LocalHours(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw CityException.invalid("hours", text, "from and until, \"07:00-18:30\"");
  }

  boolean contains(LocalTime time) {
    return from.isBefore(until)
        ? !time.isBefore(from) && time.isBefore(until)
        : !time.isBefore(from) || time.isBefore(until);
  }

  /** The time itself if it lies within the hours, else when they begin next. */
  Instant next(Instant time, ZoneId zone) {
    ZonedDateTime local = time.atZone(zone);
    if (contains(local.toLocalTime())) {
      return time;
    }
    ZonedDateTime begin = local.with(from);
    return (begin.isAfter(local) ? begin : begin.plusDays(1)).toInstant();
  }
}

package io.cityward.alerts.notice;

import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Hours of the week in which nothing is told that can wait.
 *
 * @param hours empty: none
 */
record Quiet(Optional<Schedule> hours) {

  static final Quiet NEVER = new Quiet(Optional.empty());

  /** Reads the key {@code quiet}, a list of windows. */
  static Quiet read(Section section) {
    List<String> windows = section.texts("quiet");
    return windows.isEmpty()
        ? NEVER
        : section.attempt(() -> new Quiet(Optional.of(Schedule.parse(windows)))).orElse(NEVER);
  }

  /** The first moment from then on that is not quiet; then itself where all hours are quiet. */
  Instant after(Instant then, ZoneId zone) {
    return hours
        .filter(schedule -> schedule.contains(then, zone))
        .flatMap(schedule -> schedule.nextChange(then, zone))
        .orElse(then);
  }
}

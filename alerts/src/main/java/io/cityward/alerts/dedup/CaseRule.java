package io.cityward.alerts.dedup;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * When a finding belongs to a case, for the events of one code or scene.
 *
 * @param within how far apart in time two findings of an instantaneous event may be to be one;
 *     empty for what stands, which is one for as long as its case is open
 * @param radius metres within which places of two cameras are one; 0 where only places that share
 *     an id are
 * @param cooldown how long after a case was closed as handled its place raises nothing
 * @param recurrence how long after that a new case of the place is tied to it
 * @param sameStay for how long something may be out of sight and still be the thing that was
 *     rejected
 * @param clutter how long after clutter was rejected the same thing at its place raises nothing
 */
public record CaseRule(
    Optional<Duration> within,
    double radius,
    Duration cooldown,
    Duration recurrence,
    Duration sameStay,
    Duration clutter) {

  public static final CaseRule STANDING =
      new CaseRule(
          Optional.empty(),
          0,
          Duration.ofMinutes(10),
          Duration.ofDays(30),
          Duration.ofMinutes(5),
          Duration.ofDays(1));

  /** Each of them is one: what was closed or rejected says nothing about the next. */
  public static final CaseRule INSTANTANEOUS =
      new CaseRule(
          Optional.of(Duration.ofSeconds(10)),
          0,
          Duration.ZERO,
          Duration.ofDays(30),
          Duration.ZERO,
          Duration.ZERO);

  /** Cells of the places' grid are looked up, so that this must not be many of them. */
  private static final double LARGEST_RADIUS = 500;

  private static final Duration YEAR = Duration.ofDays(366);

  public CaseRule {
    if (!(radius >= 0 && radius <= LARGEST_RADIUS)) {
      throw CityException.invalid("radius", radius, "0 to 500 metres");
    }
  }

  /** Reads what differs from another rule. */
  static CaseRule read(Section section, CaseRule base) {
    Optional<Duration> within =
        section.has("within")
            ? Optional.of(section.duration("within", Duration.ofMillis(100), Duration.ofHours(1)))
            : base.within;
    double radius = section.number("radius", 0, LARGEST_RADIUS, base.radius);
    Duration cooldown = section.duration("cooldown", Duration.ZERO, YEAR, base.cooldown);
    Duration recurrence = section.duration("recurrence", Duration.ZERO, YEAR, base.recurrence);
    Duration sameStay =
        section.duration("sameStay", Duration.ZERO, Duration.ofDays(1), base.sameStay);
    Duration clutter = section.duration("clutter", Duration.ZERO, YEAR, base.clutter);
    return section.build(
        () -> new CaseRule(within, radius, cooldown, recurrence, sameStay, clutter));
  }

  /** For how long a closed case has to be looked at. */
  public Duration memory() {
    Duration longest = recurrence.compareTo(cooldown) > 0 ? recurrence : cooldown;
    return longest.compareTo(clutter) > 0 ? longest : clutter;
  }
}

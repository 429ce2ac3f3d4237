package io.cityward.alerts.verification;

import io.cityward.core.CityException;
import io.cityward.core.Schedule;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How cases of one event code are verified.
 *
 * @param settle from 'handled' to the first look
 * @param every from look to look
 * @param looks so many clear ones in a row close the case
 * @param giveUp after 'handled', a person decides
 * @param hours in which looks count
 */
public record VerificationPolicy(
    Mode mode, Duration settle, Duration every, int looks, Duration giveUp, Schedule hours) {

  /** Who verifies. */
  public enum Mode {
    CAMERA,
    PERSON
  }

  /** So many looks in a row that still see the thing send the case back. */
  static final int PRESENT_LOOKS = 2;

  public static final VerificationPolicy BY_CAMERA =
      new VerificationPolicy(
          Mode.CAMERA,
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          4,
          Duration.ofHours(4),
          Schedule.ALWAYS);

  public static final VerificationPolicy BY_PERSON =
      new VerificationPolicy(
          Mode.PERSON,
          BY_CAMERA.settle,
          BY_CAMERA.every,
          BY_CAMERA.looks,
          BY_CAMERA.giveUp,
          Schedule.ALWAYS);

  public VerificationPolicy {
    Duration least = settle.plus(every.multipliedBy(looks));
    if (giveUp.compareTo(least) < 0) {
      throw CityException.invalid("giveUp", giveUp, "at least settle and all looks, " + least);
    }
  }

  static VerificationPolicy read(Section section, VerificationPolicy otherwise) {
    Mode mode = section.choice("mode", Mode.class, otherwise.mode);
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofDays(1);
    Duration settle = section.duration("settle", Duration.ZERO, day, otherwise.settle);
    Duration every = section.duration("every", second, day, otherwise.every);
    int looks = section.whole("looks", 1, 100, otherwise.looks);
    Duration giveUp = section.duration("giveUp", second, Duration.ofDays(30), otherwise.giveUp);
    Schedule hours =
        section.has("hours")
            ? section.attempt(() -> Schedule.parse(section.texts("hours"))).orElse(otherwise.hours)
            : otherwise.hours;
    return section.build(() -> new VerificationPolicy(mode, settle, every, looks, giveUp, hours));
  }

  /** When a look that is due then may be taken: then, or when the hours begin. */
  Instant within(Instant due, ZoneId zone) {
    return hours.contains(due, zone) ? due : hours.nextChange(due, zone).orElse(due);
  }
}

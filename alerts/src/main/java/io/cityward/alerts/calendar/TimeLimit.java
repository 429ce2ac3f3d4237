package io.cityward.alerts.calendar;

import io.cityward.core.CityException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of working time: {@code PT4H} are four working hours, {@code P2D} two working days.
 *
 * @param days each as long as the calendar's working day
 */
public record TimeLimit(int days, Duration time) {

  public static final TimeLimit NONE = new TimeLimit(0, Duration.ZERO);

  private static final int MOST_DAYS = 366;
  private static final Pattern FORM = Pattern.compile("P(?:(\\d{1,4})D)?(T.+)?");
  private static final String EXPECTED =
      "ISO 8601 up to P366D, such as PT4H for working hours or P2D for working days";

  public TimeLimit {
    if (days < 0
        || days > MOST_DAYS
        || time.isNegative()
        || time.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
      throw CityException.invalid("time limit", days + " days, " + time, EXPECTED);
    }
  }

  /**
   * @throws CityException INVALID
   */
  public static TimeLimit parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || text.equals("P")) {
      throw CityException.invalid("time limit", text, EXPECTED);
    }
    try {
      Duration time =
          matcher.group(2) == null ? Duration.ZERO : Duration.parse("P" + matcher.group(2));
      return new TimeLimit(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)), time);
    } catch (DateTimeParseException e) {
      throw CityException.invalid("time limit", text, EXPECTED);
    }
  }

  public Duration in(WorkingCalendar calendar) {
    return days == 0 ? time : time.plus(calendar.workingDay().multipliedBy(days));
  }

  public boolean isZero() {
    return days == 0 && time.isZero();
  }

  @Override
  public String toString() {
    String clock = time.isZero() ? "" : time.toString().substring(1);
    return days == 0 ? time.toString() : "P" + days + "D" + clock;
  }
}

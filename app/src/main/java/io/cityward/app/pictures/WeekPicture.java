package io.cityward.app.pictures;

import io.cityward.core.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Schedules over the hours of a week, as SVG, by what the schedule itself says of each quarter. */
final class WeekPicture {

  private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final int QUARTERS_OF_A_DAY = 96;

  private static final int LEFT = 50;
  private static final int HOUR = 25;
  private static final int ROW = 18;
  private static final int BLOCK = 40 + 7 * ROW;

  private WeekPicture() {}

  static String of(List<Schedule> schedules) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            LEFT + 24 * HOUR + 20, schedules.size() * BLOCK + 20));
    for (int i = 0; i < schedules.size(); i++) {
      block(svg, schedules.get(i), i * BLOCK + 20);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void block(StringBuilder svg, Schedule schedule, int top) {
    svg.append(
        text("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>\n", LEFT, top, schedule));
    int first = top + 20;
    for (int hour = 0; hour <= 24; hour += 3) {
      int x = LEFT + hour * HOUR;
      svg.append(
          text(
              "<text x=\"%d\" y=\"%d\" font-size=\"10\" text-anchor=\"middle\" fill=\"#666\">%02d:00</text>\n"
                  + "<path d=\"M%d %dV%d\" stroke=\"#ccc\"/>\n",
              x, top + 14, hour, x, first, first + 7 * ROW));
    }
    for (int day = 0; day < DAYS.size(); day++) {
      svg.append(
          text(
              "<text x=\"%d\" y=\"%d\" font-size=\"10\" text-anchor=\"end\">%s</text>\n",
              LEFT - 6, first + day * ROW + 13, DAYS.get(day)));
      day(svg, schedule, day, first + day * ROW + 3);
    }
  }

  private static void day(StringBuilder svg, Schedule schedule, int day, int y) {
    int from = -1;
    for (int quarter = 0; quarter <= QUARTERS_OF_A_DAY; quarter++) {
      boolean holds = quarter < QUARTERS_OF_A_DAY && holds(schedule, day, quarter);
      if (holds && from < 0) {
        from = quarter;
      } else if (!holds && from >= 0) {
        svg.append(
            text(
                "<rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" fill=\"#2f6fb3\"/>\n",
                LEFT + from * HOUR / 4.0, y, (quarter - from) * HOUR / 4.0, ROW - 5));
        from = -1;
      }
    }
  }

  private static boolean holds(Schedule schedule, int day, int quarter) {
    Instant time = MONDAY.plus(QUARTER.multipliedBy((long) day * QUARTERS_OF_A_DAY + quarter));
    return schedule.contains(time, ZoneOffset.UTC);
  }

  private static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}

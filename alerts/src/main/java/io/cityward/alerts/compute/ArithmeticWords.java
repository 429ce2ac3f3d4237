package io.cityward.alerts.compute;

import io.cityward.alerts.compute.Headroom.Span;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts the arithmetic into words.
 *
 * @param zone in which days begin
 */
public record ArithmeticWords(ZoneId zone) {

  private static final int MOST_NAMES = 10;
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXX");

  String ofPool(Span span, Period period) {
    return "capacity "
        + Amounts.text(span.available())
        + " CU - reserve "
        + Amounts.text(span.reserve())
        + " - granted "
        + sum(span.granted())
        + left(span, period);
  }

  String ofDepartment(String department, Span span, Period period) {
    return department
        + " is guaranteed "
        + Amounts.text(span.available())
        + " CU - algorithms "
        + sum(span.granted())
        + left(span, period);
  }

  static String product(Allotment.Algorithm asked, double cost) {
    return Amounts.text(asked.computeUnits(cost))
        + " ("
        + Amounts.count(asked.cameras().size(), "camera")
        + " × "
        + Amounts.text(asked.framesPerSecond())
        + " fps × "
        + Amounts.text(cost)
        + " CU·s)";
  }

  private String left(Span span, Period period) {
    Instant from = span.from().isBefore(period.from()) ? period.from() : span.from();
    Instant until = span.until().isAfter(period.until()) ? period.until() : span.until();
    return " = " + Amounts.text(span.left()) + " left from " + day(from) + " to " + day(until);
  }

  /** {@code 90 (traffic-police 60, urban 30)}, the largest first. */
  private static String sum(Map<String, Double> granted) {
    double all = granted.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Map.Entry<String, Double>> sorted =
        granted.entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .sorted(
                Comparator.comparing((Map.Entry<String, Double> e) -> -e.getValue())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    if (sorted.isEmpty()) {
      return "0";
    }
    String names =
        sorted.stream()
            .limit(MOST_NAMES)
            .map(e -> e.getKey() + " " + Amounts.text(e.getValue()))
            .collect(Collectors.joining(", "));
    int more = sorted.size() - MOST_NAMES;
    return Amounts.text(all) + " (" + names + (more > 0 ? ", and " + more + " more" : "") + ")";
  }

  /** A date where it is midnight, else to the minute. */
  String day(Instant time) {
    OffsetDateTime local = time.atZone(zone).toOffsetDateTime();
    return local.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? local.toLocalDate().toString()
        : local.truncatedTo(ChronoUnit.MINUTES).format(MINUTE);
  }
}

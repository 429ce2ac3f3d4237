package io.cityward.alerts.learned;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.store.DecisionReader;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.core.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Decisions of an imagined city: parking goes to the police of the district, garbage to its street
 * cleaners, by night to one squad for all, vendors to one bureau, what lies near a school to the
 * schools' guard. One in twelve was decided some other way, one in forty came back.
 */
final class History {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<String> DISTRICTS = List.of("310101", "310104", "310116", "310118");
  private static final List<String> EVENTS = List.of("09009", "06010", "09001");
  private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

  private History() {}

  static Subject subject(String event, String area, String place) {
    return new Subject(
        new CameraId("cam-1"), "", new Place(place, area, 0, 0), "scene", "z", "", event, "");
  }

  static String right(String event, String district, boolean night, boolean school) {
    return school
        ? "school-guard"
        : switch (event) {
          case "09009" -> "police-" + district;
          case "06010" -> night ? "night-squad" : "cleaners-" + district;
          default -> "vending-bureau";
        };
  }

  static List<DecisionReader.Row> rows(int count, double noise) {
    Random random = new Random(7);
    List<DecisionReader.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant at = START.plus(Duration.ofMinutes(45L * i + random.nextInt(40)));
      String event = EVENTS.get(random.nextInt(EVENTS.size()));
      String district = DISTRICTS.get(random.nextInt(DISTRICTS.size()));
      String area = district + String.format("%03d%03d", random.nextInt(4), random.nextInt(20));
      boolean school = random.nextInt(10) == 0;
      boolean night = at.atZone(ZONE).getHour() < 6;
      String department = right(event, district, night, school);
      boolean returned = random.nextInt(40) == 0;
      if (returned || random.nextDouble() < noise) {
        String other = DISTRICTS.get(random.nextInt(DISTRICTS.size()));
        String wrong = right(EVENTS.get(random.nextInt(3)), other, random.nextBoolean(), false);
        returned &= !wrong.equals(department);
        department = wrong;
      }
      rows.add(
          new DecisionReader.Row(
              subject(event, area, school ? "第三小学校门口" : "人民路" + random.nextInt(200) + "号"),
              department,
              "li",
              returned ? OrderState.RETURNED : OrderState.CLOSED,
              at));
    }
    return rows;
  }

  static List<Decision> decisions(int count, double noise) {
    return rows(count, noise).stream().flatMap(row -> Decision.of(row, ZONE).stream()).toList();
  }
}

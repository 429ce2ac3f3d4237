package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Grants as tests write them; days are those of December 2026. */
final class Grants {

  private Grants() {}

  static Instant day(int day) {
    return Instant.parse("2026-12-01T00:00:00Z").plusSeconds((day - 1) * 86_400L);
  }

  static Period days(int from, int until) {
    return new Period(day(from), day(until));
  }

  static Allotment.Compute units(double guaranteed) {
    return new Allotment.Compute(guaranteed, Math.max(1, guaranteed), 5);
  }

  static Allotment.Algorithm on(String algorithm, double fps, String... cameras) {
    return Allotment.Algorithm.of(
        algorithm, Arrays.stream(cameras).map(CameraId::new).toList(), fps);
  }

  static Grant compute(String department, double guaranteed, int from, int until) {
    return grant(department, units(guaranteed), guaranteed, days(from, until));
  }

  static Grant grant(String department, Allotment given, double units, Period period) {
    return new Grant(
        new GrantId(1),
        new ApplicationId(1),
        department,
        given,
        period,
        units,
        day(1),
        "wang",
        Optional.empty(),
        1);
  }
}

package io.cityward.alerts.workorder;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What dispatch rules look at.
 *
 * @param areas codes of the areas that the place lies in, the deepest first
 * @param areaDepartment of the deepest area around the place that has one
 * @param camera empty for a report without one
 * @param severity by its name in lower case; empty while it is not known
 * @param at when it is dispatched
 * @param zone whose hours count
 */
public record DispatchCase(
    String event,
    List<String> areas,
    Optional<String> areaDepartment,
    Optional<CameraId> camera,
    String severity,
    Instant at,
    ZoneId zone) {

  public DispatchCase {
    areas = List.copyOf(areas);
  }

  /** Of an alert as far as it can be told without a map of areas. */
  public static DispatchCase of(Subject subject, Instant at, ZoneId zone) {
    String area = subject.place().area();
    return new DispatchCase(
        subject.eventCode(),
        area.isEmpty() ? List.of() : List.of(area),
        Optional.empty(),
        Optional.of(subject.camera()),
        "",
        at,
        zone);
  }
}

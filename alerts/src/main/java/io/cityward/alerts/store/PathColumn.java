package io.cityward.alerts.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cityward.alerts.alert.PathPoint;
import io.cityward.core.Box;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A path as a list of lists: microseconds, left, top, right, bottom. */
final class PathColumn {

  private PathColumn() {}

  static String of(List<PathPoint> path) {
    return JsonColumn.of(path.stream().map(PathColumn::numbers).toList());
  }

  private static List<Number> numbers(PathPoint point) {
    Box box = point.box();
    return List.of(Columns.micros(point.at()), box.left(), box.top(), box.right(), box.bottom());
  }

  static List<PathPoint> read(String json) {
    return JsonColumn.read(json, new TypeReference<List<List<Number>>>() {}).stream()
        .map(PathColumn::point)
        .toList();
  }

  private static PathPoint point(List<Number> numbers) {
    return new PathPoint(
        Instant.EPOCH.plus(numbers.get(0).longValue(), ChronoUnit.MICROS),
        new Box(
            numbers.get(1).doubleValue(),
            numbers.get(2).doubleValue(),
            numbers.get(3).doubleValue(),
            numbers.get(4).doubleValue()));
  }
}

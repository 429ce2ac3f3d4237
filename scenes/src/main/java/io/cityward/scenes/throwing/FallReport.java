package io.cityward.scenes.throwing;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Waypoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts a fall into words and normalised places. */
final class FallReport {

  private final FacadeGrid grid;
  private final Moments moments;
  private final int width;
  private final int height;

  /**
   * @param width of the picture that falls are measured in, pixels
   */
  FallReport(FacadeGrid grid, Moments moments, int width, int height) {
    this.grid = grid;
    this.moments = moments;
    this.width = width;
    this.height = height;
  }

  /** It is over when it is told: it begins and ends at once. */
  List<Finding> of(Fall fall, Facade facade, long number) {
    List<Waypoint> path =
        fall.way().stream().map(s -> new Waypoint(moments.time(s.seconds()), box(s))).toList();
    String id = "fall-" + path.get(0).time().toEpochMilli() + "-" + number;
    String reason = reason(fall, facade, path);
    return List.of(
        finding(Phase.BEGUN, id, fall, facade, reason, path),
        finding(Phase.ENDED, id, fall, facade, reason, path));
  }

  private static Finding finding(
      Phase phase, String id, Fall fall, Facade facade, String reason, List<Waypoint> path) {
    Instant began = path.get(0).time();
    return new Finding(
        HighAltitudeThrowingSettings.SCENE,
        facade.zone().id(),
        id,
        phase,
        began,
        began,
        path.get(path.size() - 1).time(),
        around(path),
        fall.score(),
        reason,
        path,
        "");
  }

  private String reason(Fall fall, Facade facade, List<Waypoint> path) {
    Point start = path.get(0).box().centre();
    Point end = path.get(path.size() - 1).box().groundPoint();
    return String.format(
        Locale.ROOT,
        "falls for %.1f s over %.0f %% of %s, from %s to (%.2f, %.2f), about %.0f x %.0f pixels,"
            + " seen %d times, %.1f %% off a fall's curve",
        fall.seconds(),
        100 * fall.length() / (facade.height() * height),
        facade.zone().id(),
        grid.cell(start, facade)
            .orElseGet(() -> String.format(Locale.ROOT, "(%.2f, %.2f)", start.x(), start.y())),
        end.x(),
        end.y(),
        fall.middle(Speck::width),
        // What is fast is smeared downwards; at the beginning it is not.
        fall.beginning(Speck::height),
        fall.way().size(),
        100 * fall.residue());
  }

  private Box box(Speck speck) {
    double halfWidth = Math.max(1, speck.width() / 2);
    double halfHeight = Math.max(1, speck.height() / 2);
    return new Box(
        Facade.clamped((speck.x() - halfWidth) / width),
        Facade.clamped((speck.y() - halfHeight) / height),
        Facade.clamped((speck.x() + halfWidth) / width),
        Facade.clamped((speck.y() + halfHeight) / height));
  }

  private static Box around(List<Waypoint> path) {
    return path.stream().map(Waypoint::box).reduce(Box::around).orElseThrow();
  }
}

package io.cityward.alerts.report;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dedup.Distance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a report speaks of something that a case is open for, whoever or whatever found it. Pure:
 * who calls it makes it atomic.
 */
public final class ReportMatcher {

  private static final double DEGREE_METRES = 111_195;

  private final ReportSettings settings;

  /** The case that a report joins, and why. */
  public record Match(AlertId alert, String reason) {}

  private record Near(Alert alert, double metres, String reason) {}

  public ReportMatcher(ReportSettings settings) {
    this.settings = settings;
  }

  /**
   * The nearest case that fits; of equally near ones the newest.
   *
   * @param open alerts of the same event code whose work order is not finished
   */
  public Optional<Match> match(Place place, Instant seenAt, List<Alert> open) {
    return open.stream()
        .filter(alert -> !seenAt.isBefore(alert.beganAt().minus(settings.window())))
        .filter(alert -> !seenAt.isAfter(alert.lastSeenAt().plus(settings.window())))
        .flatMap(alert -> near(place, alert).stream())
        .min(
            Comparator.comparingDouble(Near::metres)
                .thenComparing(near -> near.alert.id(), Comparator.reverseOrder()))
        .map(near -> new Match(near.alert.id(), near.reason));
  }

  /** How far around a position cases may lie, in degrees: of latitude, of longitude. */
  public double[] reach(Place place) {
    double latitude = settings.radiusMetres() / DEGREE_METRES;
    double shrunk = Math.max(0.01, Math.cos(Math.toRadians(place.latitude())));
    return new double[] {latitude, latitude / shrunk};
  }

  private Optional<Near> near(Place place, Alert alert) {
    Place there = alert.subject().place();
    if (!place.id().isEmpty() && place.id().equals(there.id())) {
      return Optional.of(new Near(alert, 0, alert.id() + " is open at place " + there.id()));
    }
    if (!place.name().isBlank()
        && place.name().equals(there.name())
        && place.area().equals(there.area())) {
      return Optional.of(
          new Near(alert, 0, alert.id() + " is open at the same place, " + there.name()));
    }
    if (!place.located() || !there.located()) {
      return Optional.empty();
    }
    double metres = Distance.metres(place, there);
    return metres > settings.radiusMetres()
        ? Optional.empty()
        : Optional.of(
            new Near(
                alert,
                metres,
                String.format(Locale.ROOT, "%s is open %.0f m away", alert.id(), metres)));
  }
}

package io.cityward.alerts.algorithm;

import io.cityward.alerts.alert.AlertId;
import io.cityward.core.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A shadow's findings held against the alerts of the active version: the same camera and scene, at
 * the same time, in the same place. Pure.
 *
 * @param alerts by the id of the finding that they fit
 * @param onlyActive alerts where the shadow looked, that none of its findings fits
 */
public record ShadowComparison(
    Map<String, AlertId> alerts, int both, int onlyActive, int onlyShadow) {

  /** Two models, and their scenes, see the same thing some seconds apart. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  /** Boxes of one thing by two models; less would join neighbours. */
  private static final double LEAST_IOU = 0.2;

  private record Where(CameraId camera, String scene) {}

  public ShadowComparison {
    alerts = Map.copyOf(alerts);
  }

  static ShadowComparison of(
      Collection<ShadowFinding> findings,
      Collection<RaisedAlert> alerts,
      Collection<ShadowWatch> watches) {
    Map<Where, List<RaisedAlert>> byPlace = new HashMap<>();
    for (RaisedAlert alert : alerts) {
      byPlace
          .computeIfAbsent(
              new Where(alert.camera(), alert.scene()), w -> new java.util.ArrayList<>())
          .add(alert);
    }
    Map<String, AlertId> matched = new HashMap<>();
    Set<AlertId> seen = new HashSet<>();
    for (ShadowFinding finding : findings) {
      Where where = new Where(finding.camera(), finding.scene());
      for (RaisedAlert alert : byPlace.getOrDefault(where, List.of())) {
        if (fits(finding, alert)) {
          matched.putIfAbsent(finding.findingId(), alert.id());
          seen.add(alert.id());
        }
      }
    }
    long missed =
        alerts.stream()
            .filter(alert -> !seen.contains(alert.id()))
            .filter(alert -> watches.stream().anyMatch(watch -> saw(watch, alert)))
            .count();
    int both = matched.size();
    return new ShadowComparison(matched, both, (int) missed, findings.size() - both);
  }

  public Optional<AlertId> alertOf(ShadowFinding finding) {
    return Optional.ofNullable(alerts.get(finding.findingId()));
  }

  private static boolean fits(ShadowFinding finding, RaisedAlert alert) {
    Instant until = finding.endedAt().orElse(finding.lastSeenAt());
    return !alert.from().isAfter(until.plus(SLACK))
        && !alert.until().isBefore(finding.beganAt().minus(SLACK))
        && finding.box().iou(alert.box()) >= LEAST_IOU;
  }

  /** Whether the shadow was there when the alert began: what began before, it may have missed. */
  private static boolean saw(ShadowWatch watch, RaisedAlert alert) {
    return watch.camera().equals(alert.camera())
        && watch.scene().equals(alert.scene())
        && !alert.from().isBefore(watch.since())
        && watch.until().map(until -> !alert.from().isAfter(until)).orElse(true);
  }
}

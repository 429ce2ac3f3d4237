package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.PathPoint;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.EventCodes;
import io.cityward.app.config.EventCodes.EventCode;
import io.cityward.scenes.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns what a scene claims into what the book takes: with the city's codes, place and ids. */
public final class Reports {

  private final EventCodes codes;
  private final String run;

  /**
   * @param started when this process began; keeps its findings apart from those of earlier runs
   */
  public Reports(EventCodes codes, Instant started) {
    this.codes = codes;
    this.run = Long.toString(started.toEpochMilli(), Character.MAX_RADIX);
  }

  FindingId idOf(CameraConfig camera, Finding finding) {
    return new FindingId(
        String.join(".", camera.id().value(), run, finding.scene(), finding.trackId()));
  }

  FindingReport of(
      CameraConfig camera, Finding finding, Optional<VersionId> foundBy, List<Evidence> evidence) {
    return new FindingReport(
        idOf(camera, finding),
        subject(camera, finding),
        finding.trackId(),
        Phase.valueOf(finding.phase().name()),
        finding.began(),
        finding.due(),
        finding.seen(),
        finding.box(),
        finding.score(),
        finding.path().stream().map(p -> new PathPoint(p.time(), p.box())).toList(),
        cut(finding.reason()),
        foundBy,
        evidence);
  }

  private static String cut(String reason) {
    return reason.substring(0, Math.min(reason.length(), FindingReport.LONGEST_REASON));
  }

  private Subject subject(CameraConfig camera, Finding finding) {
    // A camera's health has no zone: what is wrong with it stands in its place, and is nobody
    // else's.
    boolean health = finding.scene().equals(HealthWatch.SCENE);
    String kind =
        health
            ? finding.zoneId()
            : camera.zone(finding.zoneId()).map(zone -> zone.kind().toString()).orElse("");
    EventCode code = codes.of(finding.scene(), finding.kind().isEmpty() ? kind : finding.kind());
    return new Subject(
        camera.id(),
        camera.name(),
        health ? camera.place().unshared() : camera.placeOf(finding.zoneId()),
        finding.scene(),
        finding.zoneId(),
        kind,
        code.code(),
        code.name());
  }
}

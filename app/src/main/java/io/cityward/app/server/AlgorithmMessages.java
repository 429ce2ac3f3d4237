package io.cityward.app.server;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.alerts.algorithm.ShadowComparison;
import io.cityward.alerts.algorithm.VersionOrigin;
import io.cityward.app.algorithms.UploadProgress;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.Algorithm;
import io.cityward.proto.v1.AlgorithmVersion;
import io.cityward.proto.v1.Box;
import io.cityward.proto.v1.ClassComparison;
import io.cityward.proto.v1.Comparison;
import io.cityward.proto.v1.ComparisonState;
import io.cityward.proto.v1.ShadowFinding;
import io.cityward.proto.v1.TrialReport;
import io.cityward.proto.v1.TrialSample;
import io.cityward.proto.v1.Upload;
import io.cityward.proto.v1.VersionRole;
import io.cityward.proto.v1.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The algorithm repository as messages. */
final class AlgorithmMessages {

  private AlgorithmMessages() {}

  static Algorithm of(
      io.cityward.alerts.algorithm.Algorithm algorithm,
      List<io.cityward.alerts.algorithm.AlgorithmVersion> versions) {
    Roles roles = algorithm.roles();
    Algorithm.Builder message =
        Algorithm.newBuilder()
            .setName(algorithm.name())
            .setRevision(algorithm.revision())
            .setActive(roles.active().orElse(""))
            .setPrevious(roles.previous().orElse(""))
            .setCanary(roles.canary().orElse(""))
            .setShadow(roles.shadow().orElse(""))
            .setChangedAt(time(algorithm.changedAt()))
            .setChangedBy(algorithm.changedBy());
    roles.canaryCameras().stream().map(CameraId::value).sorted().forEach(message::addCanaryCameras);
    versions.forEach(version -> message.addVersions(of(version, roles)));
    return message.build();
  }

  static AlgorithmVersion of(io.cityward.alerts.algorithm.AlgorithmVersion version, Roles roles) {
    AlgorithmVersion.Builder message =
        AlgorithmVersion.newBuilder()
            .setAlgorithm(version.id().algorithm())
            .setVersion(version.id().version())
            .setState(VersionState.valueOf(version.state().name()))
            .setStateReason(version.stateReason())
            .setRole(role(roles.roleOf(version.id().version()).orElse("none")))
            .setBundled(version.origin() == VersionOrigin.BUNDLED)
            .setEngine(version.facts().engine())
            .setBytes(version.facts().bytes())
            .setSha256(version.facts().sha256())
            .addAllLicences(version.facts().licences())
            .addAllLabels(version.facts().labels())
            .setUploadedAt(time(version.uploadedAt()))
            .setUploadedBy(version.uploadedBy());
    version.trial().ifPresent(trial -> message.setTrial(of(trial)));
    return message.build();
  }

  private static VersionRole role(String role) {
    return VersionRole.valueOf("ROLE_" + role.toUpperCase(Locale.ROOT));
  }

  private static TrialReport of(io.cityward.alerts.algorithm.TrialReport report) {
    TrialReport.Builder message =
        TrialReport.newBuilder()
            .setOk(report.ok())
            .addAllProblems(report.problems())
            .setTriedAt(time(report.triedAt()))
            .setTook(
                Duration.newBuilder()
                    .setSeconds(report.took().getSeconds())
                    .setNanos(report.took().getNano()))
            .setMillisecondsPerPicture(report.millisPerPicture())
            .setReferenceMilliseconds(report.referenceMillis())
            .setCost(report.cost())
            .setMemoryMebibytes(report.memoryMebibytes());
    report
        .samples()
        .forEach(
            sample ->
                message.addSamples(
                    TrialSample.newBuilder()
                        .setPicture(sample.picture())
                        .setDetections(sample.detections())
                        .setMilliseconds(sample.millis())));
    return message.build();
  }

  static Upload of(UploadProgress progress) {
    Upload.Builder message =
        Upload.newBuilder()
            .setId(progress.id())
            .setReceived(progress.received())
            .setBytes(progress.bytes());
    progress.expiresAt().ifPresent(at -> message.setExpiresAt(time(at)));
    return message.build();
  }

  static ShadowFinding of(
      io.cityward.alerts.algorithm.ShadowFinding finding, ShadowComparison comparison) {
    ShadowFinding.Builder message =
        ShadowFinding.newBuilder()
            .setAlgorithm(finding.version().algorithm())
            .setVersion(finding.version().version())
            .setCameraId(finding.camera().value())
            .setScene(finding.scene())
            .setBeganAt(time(finding.beganAt()))
            .setBox(
                Box.newBuilder()
                    .setLeft(finding.box().left())
                    .setTop(finding.box().top())
                    .setRight(finding.box().right())
                    .setBottom(finding.box().bottom()))
            .setScore(finding.score());
    finding.endedAt().ifPresent(at -> message.setEndedAt(time(at)));
    comparison.alertOf(finding).ifPresent(alert -> message.setAlertId(alert.toString()));
    return message.build();
  }

  static Comparison of(io.cityward.alerts.algorithm.Comparison comparison) {
    Comparison.Builder message =
        Comparison.newBuilder()
            .setNumber(comparison.number())
            .setAlgorithm(comparison.algorithm())
            .setFirst(comparison.first())
            .setSecond(comparison.second())
            .setDataSet(comparison.dataSet())
            .setState(ComparisonState.valueOf("COMPARISON_" + comparison.state().name()))
            .setStateReason(comparison.stateReason())
            .setAskedAt(time(comparison.askedAt()))
            .setAskedBy(comparison.askedBy());
    comparison.finishedAt().ifPresent(at -> message.setFinishedAt(time(at)));
    message.addAllFirstNotReported(comparison.result().firstNotReported());
    message.addAllSecondNotReported(comparison.result().secondNotReported());
    comparison
        .result()
        .classes()
        .forEach(
            c ->
                message.addClasses(
                    ClassComparison.newBuilder()
                        .setLabel(c.label())
                        .setLabelled(c.labelled())
                        .setFirst(of(c.first()))
                        .setSecond(of(c.second()))));
    return message.build();
  }

  private static io.cityward.proto.v1.ClassQuality of(ClassQuality quality) {
    return io.cityward.proto.v1.ClassQuality.newBuilder()
        .setAp50(quality.ap50())
        .setPrecision(quality.precision())
        .setRecall(quality.recall())
        .build();
  }

  private static Timestamp time(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}

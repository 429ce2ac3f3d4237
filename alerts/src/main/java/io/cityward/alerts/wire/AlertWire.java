package io.cityward.alerts.wire;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Lineage;
import io.cityward.alerts.alert.PathPoint;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.alert.Verdict;

/** Alerts on the wire. */
public final class AlertWire {

  private AlertWire() {}

  public static io.cityward.proto.v1.Alert alert(Alert alert) {
    Subject subject = alert.subject();
    var message =
        io.cityward.proto.v1.Alert.newBuilder()
            .setId(alert.id().toString())
            .setCameraId(subject.camera().value())
            .setCameraName(subject.cameraName())
            .setPlace(CommonWire.place(subject.place()))
            .setScene(subject.scene())
            .setZoneId(subject.zoneId())
            .setZoneKind(subject.zoneKind())
            .setEventCode(subject.eventCode())
            .setEventName(subject.eventName())
            .setScore(alert.score())
            .setBox(CommonWire.box(alert.box()))
            .setState(state(alert.state()))
            .setVerdict(verdict(alert.judgement().verdict()))
            .setVerdictBy(alert.judgement().by())
            .setVerdictCause(alert.judgement().cause())
            .setVerdictCauseCode(alert.judgement().code())
            .setBeganAt(CommonWire.timestamp(alert.beganAt()))
            .setDueAt(CommonWire.timestamp(alert.dueAt()))
            .setRaisedAt(CommonWire.timestamp(alert.raisedAt()))
            .setLastSeenAt(CommonWire.timestamp(alert.lastSeenAt()))
            .setSightings(alert.sightings())
            .setReason(alert.reason())
            .setWorkOrderId(alert.order().toString())
            .setVersion(alert.version());
    alert
        .foundBy()
        .ifPresent(by -> message.setAlgorithm(by.algorithm()).setAlgorithmVersion(by.version()));
    tie(alert.lineage(), message);
    alert.path().stream().map(AlertWire::point).forEach(message::addPath);
    alert.endedAt().map(CommonWire::timestamp).ifPresent(message::setEndedAt);
    alert.evidence().stream()
        .filter(evidence -> evidence.kind() != Evidence.Kind.FRAME)
        .map(AlertWire::evidence)
        .forEach(message::addEvidence);
    return message.build();
  }

  private static void tie(Lineage lineage, io.cityward.proto.v1.Alert.Builder message) {
    message.setReasonCode(lineage.opened()).setQuietSightings(lineage.quiet());
    lineage.recurrenceOf().ifPresent(id -> message.setRecurrenceOf(id.toString()));
    lineage.duplicateOf().ifPresent(id -> message.setDuplicateOf(id.toString()));
    lineage.splitFrom().ifPresent(id -> message.setSplitFrom(id.toString()));
    lineage.otherCameras().forEach(camera -> message.addOtherCameraIds(camera.value()));
  }

  private static io.cityward.proto.v1.PathPoint point(PathPoint point) {
    return io.cityward.proto.v1.PathPoint.newBuilder()
        .setAt(CommonWire.timestamp(point.at()))
        .setBox(CommonWire.box(point.box()))
        .build();
  }

  public static io.cityward.proto.v1.Sighting sighting(Sighting sighting) {
    return io.cityward.proto.v1.Sighting.newBuilder()
        .setSeenAt(CommonWire.timestamp(sighting.seenAt()))
        .setTrackId(sighting.trackId())
        .setBox(CommonWire.box(sighting.box()))
        .setScore(sighting.score())
        .setReason(sighting.reason())
        .setCameraId(sighting.camera().value())
        .setFindingId(sighting.finding().map(FindingId::value).orElse(""))
        .setReasonCode(sighting.code())
        .build();
  }

  static io.cityward.proto.v1.Evidence evidence(Evidence evidence) {
    return io.cityward.proto.v1.Evidence.newBuilder()
        .setKind(io.cityward.proto.v1.Evidence.Kind.valueOf(evidence.kind().name()))
        .setPath(evidence.path())
        .setMediaType(evidence.mediaType())
        .setBytes(evidence.bytes())
        .setSha256(evidence.sha256())
        .setTakenAt(CommonWire.timestamp(evidence.takenAt()))
        .build();
  }

  private static io.cityward.proto.v1.AlertState state(AlertState state) {
    return io.cityward.proto.v1.AlertState.valueOf("ALERT_STATE_" + state);
  }

  private static io.cityward.proto.v1.Verdict verdict(Verdict verdict) {
    return io.cityward.proto.v1.Verdict.valueOf("VERDICT_" + verdict);
  }
}

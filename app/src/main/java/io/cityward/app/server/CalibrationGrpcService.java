package io.cityward.app.server;

import io.cityward.alerts.calibration.Calibration;
import io.cityward.alerts.calibration.CalibrationSettings;
import io.cityward.alerts.calibration.Threshold;
import io.cityward.alerts.grpc.Actor;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.app.cameras.CalibrationDesk;
import io.cityward.app.cameras.CalibrationDesk.Suggestion;
import io.cityward.app.cameras.CameraRoll;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.ApplyThresholdRequest;
import io.cityward.proto.v1.CalibrationServiceGrpc;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.SuggestThresholdRequest;
import io.cityward.proto.v1.ThresholdAdvice;
import io.cityward.proto.v1.ThresholdFigures;
import io.cityward.proto.v1.ThresholdSuggestion;
import io.grpc.stub.StreamObserver;

/** {@code CalibrationService}: thresholds by operators' verdicts. */
public final class CalibrationGrpcService
    extends CalibrationServiceGrpc.CalibrationServiceImplBase {

  private static final int LONGEST_KEY = 100;
  private static final int LONGEST_SCENE = 100;

  private final CalibrationDesk desk;
  private final CameraRoll roll;

  public CalibrationGrpcService(CalibrationDesk desk, CameraRoll roll) {
    this.desk = desk;
    this.roll = roll;
  }

  @Override
  public void suggestThreshold(
      SuggestThresholdRequest request, StreamObserver<ThresholdSuggestion> responses) {
    GrpcErrors.answer(responses, () -> suggest(request));
  }

  private ThresholdSuggestion suggest(SuggestThresholdRequest request) {
    RequestCheck check = new RequestCheck();
    CameraId camera = check.parsed("camera_id", null, () -> new CameraId(request.getCameraId()));
    String scene = check.text("scene", request.getScene(), 1, LONGEST_SCENE);
    check.done();
    Suggestion suggestion =
        desk.suggest(
            camera,
            scene,
            usual ->
                usual.aimingAt(
                    request.getTargetPrecision() == 0
                        ? usual.targetPrecision()
                        : request.getTargetPrecision(),
                    request.getDays() == 0 ? usual.days() : request.getDays()));
    return message(camera, scene, suggestion);
  }

  @Override
  public void applyThreshold(
      ApplyThresholdRequest request, StreamObserver<CameraSettings> responses) {
    GrpcErrors.answer(responses, () -> apply(request));
  }

  private CameraSettings apply(ApplyThresholdRequest request) {
    RequestCheck check = new RequestCheck();
    CameraId camera = check.parsed("camera_id", null, () -> new CameraId(request.getCameraId()));
    String scene = check.text("scene", request.getScene(), 1, LONGEST_SCENE);
    double leastScore = request.getLeastScore();
    if (!(leastScore >= 0 && leastScore <= 1)) {
      check.note("least_score", leastScore, "0 to 1");
    }
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, LONGEST_KEY);
    check.done();
    Command command = new Command(Actor.current(), key);
    var changed = Answers.of(desk.apply(camera, scene, leastScore, request.getRevision(), command));
    return CameraSettingsMessages.of(roll.config(changed), changed);
  }

  private static ThresholdSuggestion message(CameraId camera, String scene, Suggestion suggestion) {
    Calibration calibration = suggestion.calibration();
    Calibration.Counted counted = calibration.counted();
    CalibrationSettings wish = suggestion.wish();
    ThresholdSuggestion.Builder message =
        ThresholdSuggestion.newBuilder()
            .setCameraId(camera.value())
            .setScene(scene)
            .setAdvice(ThresholdAdvice.valueOf("THRESHOLD_" + calibration.advice().name()))
            .setReason(calibration.reason())
            .setTargetPrecision(calibration.targetPrecision())
            .setDays(counted.days())
            .setPresent(figures(calibration.present()))
            .setUnjudged(counted.unjudged())
            .setBelowPresent(counted.belowPresent())
            .setOtherVersions(counted.otherVersions())
            .setJudgedDays(counted.judgedDays())
            .setLeastVerdicts(wish.leastVerdicts())
            .setLeastDays(wish.leastDays())
            .setRevision(suggestion.revision())
            .setRegistered(suggestion.registered())
            .setToWrite(suggestion.toWrite());
    calibration.suggested().ifPresent(one -> message.setSuggested(figures(one)));
    calibration.thresholds().forEach(one -> message.addThresholds(figures(one)));
    counted
        .foundBy()
        .ifPresent(
            version ->
                message.setAlgorithm(version.algorithm()).setAlgorithmVersion(version.version()));
    counted.first().map(CommonWire::timestamp).ifPresent(message::setFirstRaised);
    counted.last().map(CommonWire::timestamp).ifPresent(message::setLastRaised);
    return message.build();
  }

  private static ThresholdFigures figures(Threshold threshold) {
    return ThresholdFigures.newBuilder()
        .setLeastScore(threshold.leastScore())
        .setJudged(threshold.judged())
        .setConfirmed(threshold.confirmed())
        .setPrecision(threshold.precision())
        .setPrecisionAtLeast(threshold.atLeast())
        .setKept(threshold.kept())
        .build();
  }
}

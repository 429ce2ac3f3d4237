package io.cityward.app.cameras;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.calibration.Calibration;
import io.cityward.alerts.calibration.CalibrationBook;
import io.cityward.alerts.calibration.CalibrationSettings;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.Command;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Suggests from which score on a scene at a camera raises alerts, and sets it. */
public final class CalibrationDesk {

  private final CameraRoll roll;
  private final CameraRegistry registry;
  private final CameraDesk desk;
  private final CalibrationBook book;

  public CalibrationDesk(
      CameraRoll roll, CameraRegistry registry, CameraDesk desk, CalibrationBook book) {
    this.roll = roll;
    this.registry = registry;
    this.desk = desk;
    this.book = book;
  }

  /**
   * What verdicts say of a scene at a camera.
   *
   * @param revision of the camera that it was worked out for; 0 for one of the configuration file
   * @param toWrite what to write into the configuration file; empty where nothing is to be written
   *     there
   */
  public record Suggestion(
      CalibrationSettings wish,
      Calibration calibration,
      boolean registered,
      long revision,
      String toWrite) {}

  /**
   * Works out a suggestion; nothing is changed.
   *
   * @param wish what is wanted, from what is configured
   * @throws CityException NOT_FOUND, or INVALID for a scene that is not watched for there
   */
  public Suggestion suggest(CameraId id, String scene, UnaryOperator<CalibrationSettings> wish) {
    Optional<CameraConfig> ofFile = roll.inFile(id);
    CalibrationSettings wanted = wish.apply(book.settings());
    if (ofFile.isPresent()) {
      Calibration calibration = calibrate(ofFile.get(), scene, wanted);
      String toWrite = calibration.suggested().map(one -> line(scene, one.leastScore())).orElse("");
      return new Suggestion(wanted, calibration, false, 0, toWrite);
    }
    RegisteredCamera camera = registered(id);
    Calibration calibration = calibrate(roll.config(camera), scene, wanted);
    return new Suggestion(wanted, calibration, true, camera.revision(), "");
  }

  private Calibration calibrate(CameraConfig camera, String scene, CalibrationSettings wish) {
    return book.calibrate(camera.id(), scene, task(camera, scene).leastAlertScore(), wish);
  }

  /**
   * Sets the threshold of a scene at a camera; findings that have begun go on.
   *
   * @param leastScore 0 tells all that the scene claims
   * @param basedOn the revision that the caller has seen; refused as stale if it is not the newest
   * @throws CityException NOT_FOUND, INVALID, or ILLEGAL_STATE for a camera of the configuration
   *     file, with what to write there
   */
  public Outcome<RegisteredCamera> apply(
      CameraId id, String scene, double leastScore, long basedOn, Command command) {
    Optional<CameraConfig> ofFile = roll.inFile(id);
    if (ofFile.isPresent()) {
      var unused = task(ofFile.get(), scene);
      throw new CityException(
          ErrorCode.ILLEGAL_STATE,
          "camera "
              + id
              + ": stands in the configuration file (expected: a camera that was added here; write "
              + line(scene, leastScore)
              + " there and start anew)");
    }
    var unused = task(roll.config(registered(id)), scene);
    return desk.setLeastAlertScore(id, scene, leastScore, basedOn, command);
  }

  private RegisteredCamera registered(CameraId id) {
    return registry.find(id).orElseThrow(() -> CityException.notFound("camera", id));
  }

  private static Task task(CameraConfig camera, String scene) {
    return camera
        .task(scene)
        .orElseThrow(
            () -> {
              String there =
                  camera.tasks().stream().map(Task::scene).collect(Collectors.joining(", "));
              return CityException.invalid(
                  "scene",
                  scene,
                  there.isEmpty()
                      ? "a camera that a scene is watched for at"
                      : "one that is watched for at " + camera.id() + ": " + there);
            });
  }

  /** Flow style, so that it fits wherever the scene's settings begin. */
  private static String line(String scene, double leastScore) {
    return "scenes: { " + scene + ": { " + Task.LEAST_ALERT_SCORE + ": " + leastScore + " } }";
  }
}

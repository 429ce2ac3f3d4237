package io.cityward.alerts.alert;

import io.cityward.core.CameraId;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found and where: the part of a finding that its alert keeps for life.
 *
 * @param scene the scene that found it: "illegal-parking"
 * @param zoneKind "no-parking"
 * @param eventCode code of the configured standard, GB/T 47678.5-2026 unless configured otherwise
 */
public record Subject(
    CameraId camera,
    String cameraName,
    Place place,
    String scene,
    String zoneId,
    String zoneKind,
    String eventCode,
    String eventName) {

  public Subject {
    List<Problem> problems = new ArrayList<>();
    if (camera == null) {
      problems.add(Problem.of("camera", null, "a camera id"));
    }
    if (place == null) {
      problems.add(Problem.of("place", null, "a place, or Place.UNKNOWN"));
    }
    Texts.check(problems, "cameraName", cameraName, 0, 200);
    Texts.check(problems, "scene", scene, 1, 100);
    Texts.check(problems, "zoneId", zoneId, 0, 100);
    Texts.check(problems, "zoneKind", zoneKind, 0, 100);
    Texts.check(problems, "eventCode", eventCode, 1, 100);
    Texts.check(problems, "eventName", eventName, 0, 200);
    Texts.refuse(problems);
  }

  /** The same, at another place. */
  public Subject at(Place another) {
    return new Subject(camera, cameraName, another, scene, zoneId, zoneKind, eventCode, eventName);
  }
}

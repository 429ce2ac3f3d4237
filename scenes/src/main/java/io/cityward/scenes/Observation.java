package io.cityward.scenes;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One look of a camera, as a scene gets it.
 *
 * @param time when the picture was taken; the only clock a scene knows
 * @param detections what a detector found in the picture, boxes normalised
 * @param picture the picture itself, valid during the call only
 */
public record Observation(Instant time, List<Detection> detections, Picture picture) {

  public Observation {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(picture, "picture");
    detections = List.copyOf(detections);
  }
}

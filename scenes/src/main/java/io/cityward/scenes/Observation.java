package io.cityward.scenes;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One look of a camera, as a scene gets it.
 *
 * @param time when the picture was taken; the only clock a scene knows
 * @param mediaTime when it was taken, since the session or the clip began, by a clock that networks
 *     and buffers do not disturb: what the speed of things is measured with
 * @param detections what a detector found in the picture, boxes normalised
 * @param picture the picture itself, valid during the call only
 */
public record Observation(
    Instant time, Duration mediaTime, List<Detection> detections, Picture picture) {

  public Observation {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(mediaTime, "mediaTime");
    Objects.requireNonNull(picture, "picture");
    detections = List.copyOf(detections);
  }

  /** Of a source whose two clocks are one. */
  public Observation(Instant time, List<Detection> detections, Picture picture) {
    this(time, Duration.between(Instant.EPOCH, time), detections, picture);
  }
}

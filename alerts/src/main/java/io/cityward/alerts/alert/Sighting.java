package io.cityward.alerts.alert;

import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * One time the cause was seen anew.
 *
 * @param position 1 for the sighting that opened the alert, and so on
 * @param box in the picture of the camera
 * @param reason what the scene saw, and why it was joined to the alert
 * @param camera which saw it
 * @param finding whose first report it was; empty in books of before this was kept
 * @param code why it was joined, as a name of de-duplication's reasons, or MERGED
 */
public record Sighting(
    int position,
    Instant seenAt,
    String trackId,
    Box box,
    double score,
    String reason,
    CameraId camera,
    Optional<FindingId> finding,
    String code) {

  /** The same, at another place in the list. */
  public Sighting at(int place) {
    return new Sighting(place, seenAt, trackId, box, score, reason, camera, finding, code);
  }
}

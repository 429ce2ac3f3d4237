package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Place;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * A case as one camera sees it: what a finding is compared with.
 *
 * @param view the finding by which that camera sees it; empty for the camera that opened it
 * @param camera whose picture box and track belong to
 * @param place of the case
 * @param beganAt of the whole case
 * @param lastSeenAt of the whole case
 * @param closing empty while it is open
 */
public record Candidate(
    AlertId id,
    Optional<FindingId> view,
    CameraId camera,
    Place place,
    String scene,
    String trackId,
    Box box,
    Instant beganAt,
    Instant lastSeenAt,
    Optional<Closing> closing) {

  /** An open case as its own camera sees it. */
  public static Candidate of(Alert alert) {
    return new Candidate(
        alert.id(),
        Optional.empty(),
        alert.subject().camera(),
        alert.subject().place(),
        alert.subject().scene(),
        alert.trackId(),
        alert.box(),
        alert.beganAt(),
        alert.lastSeenAt(),
        Optional.empty());
  }

  /** The view that a further finding of this camera belongs to. */
  View asView() {
    return view.map(View::after).orElse(View.OWN);
  }
}

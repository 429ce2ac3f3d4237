package io.cityward.alerts.feedback;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Verdict;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that somebody has judged, as far as the export needs it: no names, no place.
 *
 * @param box where it was in the frame: that of the first sighting, not the last
 * @param score of the first sighting
 * @param frame the stored picture without anything drawn on it; alerts of earlier versions and of
 *     cameras that are gone have none
 */
record Judged(
    AlertId alert,
    CameraId camera,
    String scene,
    String eventCode,
    Judgement judgement,
    Instant raisedAt,
    Box box,
    double score,
    Optional<Evidence> frame) {

  boolean confirmed() {
    return judgement.verdict() == Verdict.CONFIRMED;
  }

  /** What its files are called, without the ending. */
  String fileName() {
    return alert.toString();
  }
}

package io.cityward.scenes;

import io.cityward.core.Box;
import java.time.Instant;
import java.util.List;

/**
 * What a scene claims. A finding is reported once as it begins, refreshed while it goes on, and
 * reported once more when it ends; the track id holds them together.
 *
 * @param scene name of the scene
 * @param zoneId the zone it happens in
 * @param trackId names this one event for good: unique for its scene and camera, also after a reset
 * @param began since when it lasts: for a standing vehicle, its first sight
 * @param due when it became reportable: {@code began} plus the dwell
 * @param seen when this was observed; for an end, when the thing was last seen
 * @param box where, normalised
 * @param score how sure the scene is, 0..1; comparable within one scene only
 * @param reason why, for a person to read
 * @param path where a moving thing was, in order of time; empty for what stands
 * @param kind which of the scene's events it is, where it has several; empty for the usual one
 */
public record Finding(
    String scene,
    String zoneId,
    String trackId,
    Phase phase,
    Instant began,
    Instant due,
    Instant seen,
    Box box,
    double score,
    String reason,
    List<Waypoint> path,
    String kind) {

  public Finding {
    path = List.copyOf(path);
  }

  /** Of something that stands. */
  public Finding(
      String scene,
      String zoneId,
      String trackId,
      Phase phase,
      Instant began,
      Instant due,
      Instant seen,
      Box box,
      double score,
      String reason) {
    this(scene, zoneId, trackId, phase, began, due, seen, box, score, reason, List.of(), "");
  }

  /** The same, told as another phase. */
  public Finding in(Phase other) {
    return new Finding(
        scene, zoneId, trackId, other, began, due, seen, box, score, reason, path, kind);
  }

  /** Where in its life a finding is. */
  public enum Phase {
    BEGUN,
    ONGOING,
    ENDED
  }
}

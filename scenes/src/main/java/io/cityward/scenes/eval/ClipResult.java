package io.cityward.scenes.eval;

import java.util.List;

/**
 * What the scenes claimed over one clip.
 *
 * @param seconds length of the clip
 * @param wallSeconds how long it took to evaluate
 * @param frames pictures that the scenes looked at
 * @param wanted of these, the pictures that scenes wanted the detections of
 * @param inferred of these, the pictures that a detector looked at
 */
public record ClipResult(
    TruthFile truth,
    List<Claim> claims,
    double seconds,
    double wallSeconds,
    long frames,
    long wanted,
    long inferred) {

  public ClipResult {
    claims = List.copyOf(claims);
  }

  /** Share of the wanted pictures that needed no detector, 0..1. */
  public double savedShare() {
    return wanted == 0 ? 0 : 1 - (double) inferred / wanted;
  }
}

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
 * @param turns how often it was played, one after the other; all of them count in the above
 */
public record ClipResult(
    TruthFile truth,
    List<Claim> claims,
    double seconds,
    double wallSeconds,
    long frames,
    long wanted,
    long inferred,
    int turns) {

  public ClipResult {
    claims = List.copyOf(claims);
  }

  /** When in the clip that is which moment of all its turns, seconds. */
  public double inClip(double seconds) {
    return turns == 1 ? seconds : seconds % (this.seconds / turns);
  }

  /** Share of the wanted pictures that needed no detector, 0..1. */
  public double savedShare() {
    return wanted == 0 ? 0 : 1 - (double) inferred / wanted;
  }
}

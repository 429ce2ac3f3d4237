package io.cityward.scenes.eval;

import java.util.List;

/**
 * What the scenes claimed over one clip.
 *
 * @param seconds length of the clip
 * @param wallSeconds how long it took to evaluate
 */
public record ClipResult(TruthFile truth, List<Claim> claims, double seconds, double wallSeconds) {

  public ClipResult {
    claims = List.copyOf(claims);
  }
}

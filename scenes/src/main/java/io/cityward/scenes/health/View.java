package io.cityward.scenes.health;

import io.cityward.scenes.appearance.Structure;

/**
 * The view as it was learnt: the mean of the looks that were fine, so that what passes leaves no
 * trace, following slowly, so that it bears dusk, snow and new leaves.
 */
final class View {

  /** So many looks are weighed alike; until then it is no reference. */
  private static final int LOOKS_TO_LEARN = 10;

  /** Time after which a look weighs 1/e of a newer one. */
  private static final double FOLLOWING_SECONDS = 600;

  /** A cell with less contrast has no edges to lose. */
  private static final float LEAST_CONTRAST = 0.015f;

  /** A cell that keeps less of its contrast has lost it. */
  private static final float LOST = 0.3f;

  /** With fewer such cells there is no structure to judge by. */
  private static final double LEAST_CELLS = 0.15;

  /** Between noise and the poorest view. */
  private static final double RICH = 0.12;

  private Structure structure;
  private float[] contrast;
  private double undecoded;
  private int looks;

  void forget() {
    looks = 0;
  }

  boolean learnt() {
    return looks >= LOOKS_TO_LEARN;
  }

  void learn(Look look, double seconds) {
    if (looks == 0) {
      structure = look.structure();
      contrast = look.contrast().clone();
      undecoded = look.undecoded();
    }
    looks++;
    double share = learnt() ? 1 - Math.exp(-seconds / FOLLOWING_SECONDS) : 1.0 / looks;
    structure = structure.towards(look.structure(), share);
    undecoded += share * (look.undecoded() - undecoded);
    for (int i = 0; i < contrast.length; i++) {
      contrast[i] += (float) (share * (look.contrast()[i] - contrast[i]));
    }
  }

  /** Share of the picture that is undecoded grey and usually is not. */
  double undecoded(Look look) {
    return learnt() ? look.undecoded() - undecoded : look.undecoded();
  }

  /** Share of the cells with edges that have lost them; 0 if there were hardly any. */
  double lost(Look look) {
    int rich = 0;
    int lost = 0;
    for (int i = 0; i < contrast.length; i++) {
      if (contrast[i] >= LEAST_CONTRAST) {
        rich++;
        lost += look.contrast()[i] < LOST * contrast[i] ? 1 : 0;
      }
    }
    return rich < LEAST_CELLS * contrast.length ? 0 : (double) lost / rich;
  }

  /** Whether there is enough to recognise, in the view and in the look. */
  boolean comparable(Look look) {
    return structure.richness() >= RICH && look.structure().richness() >= RICH;
  }

  Structure.Match near(Look look) {
    return structure.near(look.structure());
  }

  Structure.Match anywhere(Look look) {
    return structure.anywhere(look.structure());
  }
}

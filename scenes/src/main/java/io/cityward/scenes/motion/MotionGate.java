package io.cityward.scenes.motion;

import io.cityward.core.Picture;
import io.cityward.core.Polygon;
import io.cityward.scenes.appearance.GreyCanvas;
import java.util.Arrays;
import java.util.List;

/**
 * Decides whether a picture shows anything new since the last one that was inferred. It compares
 * with that one, not with the last frame, so that slow changes add up; a step of the camera's
 * brightness, which all blocks share, counts for nothing; and each block's own noise is learnt, so
 * that sensors, encoders and foliage do not keep the detector busy. Pure; one thread.
 */
public final class MotionGate {

  /** What a picture is worth. */
  public enum Verdict {
    /** Something has come, gone or moved, or nothing was inferred yet. */
    CHANGED,
    /** Nothing new, but it is this picture's turn to be inferred all the same. */
    DUE,
    /** Nothing new: what was detected last still holds. */
    STILL
  }

  /** A person of a twentieth of the picture's height is four pixels high on it. */
  private static final int WIDTH = 160;

  /** Things cover several blocks, as these lie over each other; a freak of noise covers one. */
  private static final int LEAST_BLOCKS = 2;

  private static final float FIRST_NOISE = 1;

  /** Share of a look in what is known of the noise; what passes in one look is hardly learnt. */
  private static final float LEARNING = 0.05f;

  /** Times the noise so far that one look may count for, so that passing things are not learnt. */
  private static final float MOST_SURPRISE = 3;

  /** Beyond, blocks with much going on would become blind. */
  private static final float MOST_NOISE = 4;

  private final MotionGateSettings settings;
  private final List<Polygon> areas;
  private final GreyCanvas canvas = new GreyCanvas(WIDTH);
  private boolean[] watched;
  private float[] noise;
  private Blocks now;
  private Blocks before;
  private Blocks reference;
  private int still;

  /**
   * @param areas where changes count, with some room around; empty is everywhere
   */
  public MotionGate(MotionGateSettings settings, List<Polygon> areas) {
    this.settings = settings;
    this.areas = List.copyOf(areas);
  }

  /** Takes a look. Unless it is {@link Verdict#STILL}, the picture should be inferred. */
  public Verdict look(Picture picture) {
    if (!settings.enabled()) {
      return Verdict.CHANGED;
    }
    canvas.paint(picture);
    before = now;
    now = Blocks.of(canvas);
    if (noise == null || !now.sameShape(before)) {
      begin();
    } else {
      learn();
    }
    if (reference == null || changed()) {
      return Verdict.CHANGED;
    }
    still++;
    return still >= settings.every() ? Verdict.DUE : Verdict.STILL;
  }

  /** The picture last looked at was inferred: later ones are compared with it. */
  public void inferred() {
    reference = now;
    still = 0;
  }

  private void begin() {
    noise = new float[now.means().length];
    Arrays.fill(noise, FIRST_NOISE);
    watched = now.near(areas);
    reference = null;
  }

  private void learn() {
    float[] differences = differences(before);
    for (int i = 0; i < noise.length; i++) {
      float seen = Math.min(Math.abs(differences[i]), MOST_SURPRISE * noise[i] + 0.1f);
      noise[i] = Math.min(MOST_NOISE, noise[i] + LEARNING * (seen - noise[i]));
    }
  }

  private boolean changed() {
    float[] differences = differences(reference);
    int changed = 0;
    for (int i = 0; i < differences.length; i++) {
      double most = Math.max(settings.leastChange(), settings.noiseFactor() * noise[i]);
      if (watched[i] && Math.abs(differences[i]) > most) {
        changed++;
      }
    }
    return changed >= LEAST_BLOCKS;
  }

  /** Of each block to an earlier picture, less what most blocks share. */
  private float[] differences(Blocks earlier) {
    var differences = new float[now.means().length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = now.means()[i] - earlier.means()[i];
    }
    float[] sorted = differences.clone();
    Arrays.sort(sorted);
    float shared = sorted[sorted.length / 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= shared;
    }
    return differences;
  }
}

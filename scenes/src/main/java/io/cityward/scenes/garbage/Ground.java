package io.cityward.scenes.garbage;

import io.cityward.core.Box;
import io.cityward.scenes.appearance.GreyCanvas;
import java.util.Arrays;
import java.util.List;

/**
 * How the ground looks, learnt slowly, and what each pixel has shown lately: a pixel is new when it
 * has kept a level for a while that differs from the ground's by more than its own noise. Painted
 * into memory that is kept. One thread.
 */
final class Ground {

  /** In grey levels: what differs by less than the first is alike, by more than the second not. */
  private static final float LEAST_DIFFERENCE = 8;

  private static final float MOST_DIFFERENCE = 25;

  /** How far a pixel must be from its level, in mean deviations of its noise. */
  private static final float OVER_NOISE = 5;

  private static final float FIRST_NOISE = 3;
  private static final double NOISE_SECONDS = 10;

  private static final double RECENT_SECONDS = 2;
  private static final double GROUND_SECONDS = 30;
  private static final double LEARN_SECONDS = 180;

  /** From here on the picture shows another view, or the light was switched. */
  private static final double OTHER_VIEW = 0.5;

  private final float steadySeconds;

  private int width;
  private int height;
  private float[] ground = new float[0];
  private float[] recent = new float[0];
  private float[] steady = new float[0];
  private float[] noise = new float[0];
  private float[] now = new float[0];
  private boolean known;

  /**
   * @param steadySeconds how long a pixel must keep its level to be new
   */
  Ground(float steadySeconds) {
    this.steadySeconds = steadySeconds;
  }

  void reset() {
    known = false;
  }

  /**
   * Takes what the canvas shows.
   *
   * @param seconds that this look speaks for
   * @return whether it can be compared with what was there before
   */
  boolean look(GreyCanvas canvas, float seconds) {
    fit(canvas);
    normalise(canvas.levels());
    if (!known || otherView()) {
      System.arraycopy(now, 0, ground, 0, now.length);
      System.arraycopy(now, 0, recent, 0, now.length);
      Arrays.fill(steady, 0);
      Arrays.fill(noise, FIRST_NOISE);
      known = true;
      return false;
    }
    follow(seconds);
    return true;
  }

  private void fit(GreyCanvas canvas) {
    if (canvas.width() != width || canvas.height() != height) {
      width = canvas.width();
      height = canvas.height();
      int pixels = width * height;
      ground = new float[pixels];
      recent = new float[pixels];
      steady = new float[pixels];
      noise = new float[pixels];
      now = new float[pixels];
      known = false;
    }
  }

  /** Takes exposure out: mean and deviation become those of the ground. */
  private void normalise(float[] levels) {
    double mean = mean(levels);
    double deviation = deviation(levels, mean);
    double wantedMean = known ? mean(ground) : mean;
    double wanted = known ? deviation(ground, wantedMean) : deviation;
    double gain = deviation < 1 ? 1 : Math.min(2, Math.max(0.5, wanted / deviation));
    for (int i = 0; i < levels.length; i++) {
      now[i] = (float) (wantedMean + gain * (levels[i] - mean));
    }
  }

  private boolean otherView() {
    int changed = 0;
    for (int i = 0; i < now.length; i++) {
      changed += Math.abs(now[i] - recent[i]) > MOST_DIFFERENCE ? 1 : 0;
    }
    return changed > OTHER_VIEW * now.length;
  }

  private void follow(float seconds) {
    float share = share(seconds, RECENT_SECONDS);
    float noisy = share(seconds, NOISE_SECONDS);
    for (int i = 0; i < now.length; i++) {
      float difference = now[i] - recent[i];
      float size = Math.abs(difference);
      noise[i] += noisy * (Math.min(size, MOST_DIFFERENCE / 2) - noise[i]);
      if (size > different(i)) {
        steady[i] = 0;
        recent[i] = now[i];
      } else {
        steady[i] += seconds;
        recent[i] += share * difference;
      }
    }
  }

  /** From how many grey levels on a pixel is another. */
  private float different(int at) {
    return Math.max(LEAST_DIFFERENCE, Math.min(MOST_DIFFERENCE, OVER_NOISE * noise[at]));
  }

  /** Whether a pixel keeps another level than the ground's. */
  boolean isNew(int at) {
    return steady[at] >= steadySeconds && Math.abs(recent[at] - ground[at]) > different(at);
  }

  /** For how many seconds a pixel has kept its level. */
  float steady(int at) {
    return steady[at];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The levels that are remembered, row by row. */
  float[] before() {
    return ground;
  }

  /** The levels that are there now, without what only passes, row by row. */
  float[] after() {
    return recent;
  }

  /**
   * Lets the memory follow what is there.
   *
   * @param kept places whose ground is remembered as it was, since something is known to lie there
   */
  void learn(float seconds, List<Box> kept) {
    float same = share(seconds, GROUND_SECONDS);
    float other = share(seconds, LEARN_SECONDS);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        float difference = now[i] - ground[i];
        if (Math.abs(difference) <= different(i)) {
          ground[i] += same * difference;
        } else if (steady[i] > 0 && !within(kept, x, y)) {
          ground[i] += other * difference;
        }
      }
    }
  }

  private boolean within(List<Box> boxes, int x, int y) {
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      if (x >= box.left() * width - 1
          && x <= box.right() * width
          && y >= box.top() * height - 1
          && y <= box.bottom() * height) {
        return true;
      }
    }
    return false;
  }

  /** Makes what is there now the ground: it was nothing. */
  void learnAtOnce(Box box) {
    int right = Math.min(width - 1, (int) (box.right() * width) + 1);
    int bottom = Math.min(height - 1, (int) (box.bottom() * height) + 1);
    for (int y = Math.max(0, (int) (box.top() * height) - 1); y <= bottom; y++) {
      int left = Math.max(0, (int) (box.left() * width) - 1);
      System.arraycopy(
          recent, y * width + left, ground, y * width + left, Math.max(0, right - left + 1));
    }
  }

  private static float share(float seconds, double constant) {
    return (float) (1 - Math.exp(-seconds / constant));
  }

  private static double mean(float[] levels) {
    double sum = 0;
    for (float level : levels) {
      sum += level;
    }
    return sum / levels.length;
  }

  private static double deviation(float[] levels, double mean) {
    double sum = 0;
    for (float level : levels) {
      sum += (level - mean) * (level - mean);
    }
    return Math.sqrt(sum / levels.length);
  }
}

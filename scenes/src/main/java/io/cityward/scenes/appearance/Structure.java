package io.cityward.scenes.appearance;

import io.cityward.core.Picture;

/**
 * The edges of a picture by place and direction, and little of its light: what stays of a view from
 * day to night. A vector per pixel, of twice the edge's angle, so that it does not matter which
 * side is the brighter one (after orientation correlation, Fitch et al., 2002), as long as the edge
 * is strong for its neighbourhood. On footage of streets, two looks at one view are alike by 0.5 to
 * 1, also at night, half hidden by 0.3, and two views by less than 0.2.
 */
public final class Structure {

  /** Every picture is stretched to this size. */
  private static final int WIDTH = 128;

  private static final int HEIGHT = 72;

  /** The neighbourhood whose mean edge is one: so many pixels to each side. */
  private static final int AROUND = 8;

  /** Added to that mean, so that edges of noise alone count for little. */
  private static final float FAINT = 1.5f;

  /** An edge so much stronger than its neighbourhood, or more, counts for this. */
  private static final float STRONGEST = 3;

  /** A pan head does not come back more exactly, and poles sway: 4 % of the picture. */
  private static final int NEAR_X = 5;

  private static final int NEAR_Y = 3;

  /** Beyond, too little of both pictures overlaps to tell. */
  private static final int FAR_X = 40;

  private static final int FAR_Y = 20;

  /** The peak of a match is some two pixels wide to each side. */
  private static final int COARSE = 2;

  private final float[] cos;
  private final float[] sin;

  /**
   * How two structures fit.
   *
   * @param likeness -1..1
   * @param dx how far to the right the other one's edges lie, as a share of the width
   * @param dy how far down, as a share of the height
   */
  public record Match(double likeness, double dx, double dy) {}

  private Structure(float[] cos, float[] sin) {
    this.cos = cos;
    this.sin = sin;
  }

  /** A canvas for {@link #of}. */
  public static GreyCanvas canvas() {
    return new GreyCanvas(WIDTH);
  }

  /** Paints a picture on a canvas of {@link #canvas} and takes its structure. */
  public static Structure of(Picture picture, GreyCanvas canvas) {
    canvas.paint(picture, HEIGHT);
    return of(canvas.levels());
  }

  private static Structure of(float[] levels) {
    float[] smooth = Means.around(levels, WIDTH, HEIGHT, 1);
    var gx = new float[levels.length];
    var gy = new float[levels.length];
    var strength = new float[levels.length];
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int at = y * WIDTH + 1; at < (y + 1) * WIDTH - 1; at++) {
        gx[at] = smooth[at + 1] - smooth[at - 1];
        gy[at] = smooth[at + WIDTH] - smooth[at - WIDTH];
        strength[at] = (float) Math.sqrt(gx[at] * gx[at] + gy[at] * gy[at]);
      }
    }
    return doubled(gx, gy, strength, Means.around(strength, WIDTH, HEIGHT, AROUND));
  }

  private static Structure doubled(float[] gx, float[] gy, float[] strength, float[] around) {
    var cos = new float[gx.length];
    var sin = new float[gx.length];
    for (int at = 0; at < gx.length; at++) {
      float m = strength[at];
      if (m > 0) {
        float weight = Math.min(STRONGEST, m / (around[at] + FAINT)) / (m * m);
        cos[at] = weight * (gx[at] * gx[at] - gy[at] * gy[at]);
        sin[at] = weight * 2 * gx[at] * gy[at];
      }
    }
    return new Structure(cos, sin);
  }

  /** A structure that has moved from this one towards another by a share, 0..1. */
  public Structure towards(Structure other, double share) {
    return new Structure(blend(cos, other.cos, share), blend(sin, other.sin, share));
  }

  /**
   * How much there is to recognise: the mean square of the edges' strengths. Streets by day and
   * night have 0.25 and more, noise in one look 0.1, and a wall nothing.
   */
  public double richness() {
    double sum = 0;
    for (int i = 0; i < cos.length; i++) {
      sum += cos[i] * cos[i] + sin[i] * sin[i];
    }
    return sum / cos.length;
  }

  /** How another picture of what may be the same view fits: not moved by more than 4 %. */
  public Match near(Structure other) {
    return best(other, NEAR_X, NEAR_Y);
  }

  /** How another picture fits wherever it may lie, moved by up to a third. Costs some 10 ms. */
  public Match anywhere(Structure other) {
    return best(other, FAR_X, FAR_Y);
  }

  /** In coarse steps first, then around the best of them. */
  private Match best(Structure other, int mostX, int mostY) {
    int bestX = 0;
    int bestY = 0;
    double best = likeness(other, 0, 0);
    for (int pass = 0; pass < 2; pass++) {
      int step = pass == 0 ? COARSE : 1;
      int rangeX = pass == 0 ? mostX : 1;
      int rangeY = pass == 0 ? mostY : 1;
      int fromX = bestX - rangeX / step * step;
      int fromY = bestY - rangeY / step * step;
      int toX = bestX + rangeX;
      int toY = bestY + rangeY;
      for (int dy = fromY; dy <= toY; dy += step) {
        for (int dx = fromX; dx <= toX; dx += step) {
          double likeness = likeness(other, dx, dy);
          if (likeness > best) {
            best = likeness;
            bestX = dx;
            bestY = dy;
          }
        }
      }
    }
    return new Match(best, (double) bestX / WIDTH, (double) bestY / HEIGHT);
  }

  /** Over what both pictures show. */
  private double likeness(Structure other, int dx, int dy) {
    float shared = 0;
    float mine = 0;
    float theirs = 0;
    for (int y = Math.max(0, -dy); y < Math.min(HEIGHT, HEIGHT - dy); y++) {
      int from = y * WIDTH + Math.max(0, -dx);
      int to = y * WIDTH + Math.min(WIDTH, WIDTH - dx);
      int ahead = dy * WIDTH + dx;
      for (int at = from; at < to; at++) {
        float c = other.cos[at + ahead];
        float s = other.sin[at + ahead];
        shared += cos[at] * c + sin[at] * s;
        mine += cos[at] * cos[at] + sin[at] * sin[at];
        theirs += c * c + s * s;
      }
    }
    return mine <= 0 || theirs <= 0 ? 0 : shared / Math.sqrt((double) mine * theirs);
  }

  private static float[] blend(float[] from, float[] to, double share) {
    var blended = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      blended[i] = (float) (from[i] + share * (to[i] - from[i]));
    }
    return blended;
  }
}

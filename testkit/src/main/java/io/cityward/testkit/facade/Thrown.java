package io.cityward.testkit.facade;

import io.cityward.testkit.drawing.GreyPicture;

/**
 * A thing that falls from rest or with a push, by gravity alone.
 *
 * @param start when it is let go, seconds
 * @param x where, pixels
 * @param size its side, pixels
 * @param level how bright it is, 0..255
 * @param gravity pixels per second, per second: 9.81 times the pixels of a metre
 * @param pushX how fast it is thrown sideways, pixels per second
 * @param ground where it lands, pixels from the top
 */
public record Thrown(
    double start,
    double x,
    double y,
    double size,
    double level,
    double gravity,
    double pushX,
    double ground)
    implements Happening {

  private static final int SMEAR = 4;

  public double xAt(double seconds) {
    return x + pushX * (seconds - start);
  }

  public double yAt(double seconds) {
    double falling = seconds - start;
    return y + gravity * falling * falling / 2;
  }

  /** When it is on the ground, seconds. */
  public double end() {
    return start + Math.sqrt(2 * (ground - y) / gravity);
  }

  @Override
  public void draw(GreyPicture picture, double seconds, double exposure) {
    if (seconds < start || seconds > end()) {
      return;
    }
    double smear = yAt(seconds) - yAt(Math.max(start, seconds - exposure));
    if (smear < 1) {
      picture.box(xAt(seconds), yAt(seconds), size, size, level, 1);
      return;
    }
    // While the shutter is open it is everywhere along its way for a part of the time.
    int steps = SMEAR + (int) smear;
    double share = 1 - Math.pow(0.02, 1.0 / Math.max(1, steps * size / (size + smear)));
    for (int i = 0; i < steps; i++) {
      double at = seconds - exposure * i / steps;
      picture.box(xAt(at), yAt(Math.max(start, at)), size, size, level, share);
    }
  }
}

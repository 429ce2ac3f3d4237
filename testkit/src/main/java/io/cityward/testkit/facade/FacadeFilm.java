package io.cityward.testkit.facade;

import io.cityward.testkit.drawing.GreyPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A fixed camera's view of a house front, and what happens before it. Pictures may be asked for in
 * any order; each is drawn into the same memory, and valid until the next.
 */
public final class FacadeFilm {

  /** Of the time between two pictures the shutter is open for this share, at most 1/50 s. */
  private static final double SHUTTER = 0.5;

  private static final double LONGEST_EXPOSURE = 0.02;
  private static final int NOISE_LENGTH = (1 << 20) + 7;

  private final double framesPerSecond;
  private final long seed;
  private final GreyPicture front;
  private final GreyPicture shown;
  private final byte[] noise = new byte[NOISE_LENGTH];
  private final List<Happening> happenings = new ArrayList<>();
  private DoubleUnaryOperator light = seconds -> 1;
  private DoubleUnaryOperator shakeX = seconds -> 0;
  private DoubleUnaryOperator shakeY = seconds -> 0;

  /**
   * @param width in pixels; everything drawn is in pixels of this film
   */
  public FacadeFilm(int width, int height, double framesPerSecond, long seed) {
    this.framesPerSecond = framesPerSecond;
    this.seed = seed;
    this.front = new GreyPicture(width, height);
    this.shown = new GreyPicture(width, height);
    Random random = new Random(seed);
    drawFront(random);
    for (int i = 0; i < NOISE_LENGTH; i++) {
      noise[i] = (byte) Math.round(1.5 * random.nextGaussian());
    }
  }

  public FacadeFilm with(Happening happening) {
    happenings.add(happening);
    return this;
  }

  /** The whole picture's light, as a factor; a step of the exposure is one. */
  public FacadeFilm lit(DoubleUnaryOperator factor) {
    light = factor;
    return this;
  }

  /** How far the camera is off its place, pixels. */
  public FacadeFilm shaken(DoubleUnaryOperator x, DoubleUnaryOperator y) {
    shakeX = x;
    shakeY = y;
    return this;
  }

  public int width() {
    return front.width();
  }

  public int height() {
    return front.height();
  }

  public double framesPerSecond() {
    return framesPerSecond;
  }

  public GreyPicture frame(int index) {
    return at(index / framesPerSecond);
  }

  /** What the camera shows at a moment, seconds. */
  public GreyPicture at(double seconds) {
    shown.show(front, shakeX.applyAsDouble(seconds), shakeY.applyAsDouble(seconds));
    double exposure = Math.min(LONGEST_EXPOSURE, SHUTTER / framesPerSecond);
    happenings.forEach(happening -> happening.draw(shown, seconds, exposure));
    int from = new Random(seed ^ Double.hashCode(seconds)).nextInt(NOISE_LENGTH);
    shown.expose(light.applyAsDouble(seconds), noise, from);
    return shown;
  }

  /** Walls, rows of windows, and a little dirt. */
  private void drawFront(Random random) {
    int width = front.width();
    int height = front.height();
    double floor = height / 12.0;
    double bay = width / 16.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        front.levels()[y * width + x] = (byte) (150 + 20 * y / height - 10 * x / width);
      }
    }
    for (int row = 0; row < 12; row++) {
      for (int column = 0; column < 16; column++) {
        double level = 50 + random.nextInt(70);
        front.box((column + 0.5) * bay, (row + 0.5) * floor, 0.5 * bay, 0.6 * floor, level, 1);
        front.box((column + 0.5) * bay, (row + 0.5) * floor, 0.02 * bay, 0.6 * floor, 190, 1);
      }
    }
    for (int i = 0; i < 400; i++) {
      double size = 2 + 0.01 * height * random.nextDouble();
      front.box(
          width * random.nextDouble(),
          height * random.nextDouble(),
          size,
          3 * size,
          110 + random.nextInt(60),
          0.4);
    }
  }
}

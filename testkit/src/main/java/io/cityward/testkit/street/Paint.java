package io.cityward.testkit.street;

import io.cityward.core.Box;
import io.cityward.testkit.drawing.GreyPicture;
import java.util.Random;

/** How a street and what is in it look. */
final class Paint {

  private Paint() {}

  /** House fronts, a pavement, a kerb, asphalt with its patches and a dashed line. */
  static void street(GreyPicture picture, Random random) {
    int width = picture.width();
    int height = picture.height();
    byte[] levels = picture.levels();
    for (int y = 0; y < height; y++) {
      double down = y / (double) height;
      int level = down < 0.35 ? 140 : down < 0.5 ? 165 : 95;
      for (int x = 0; x < width; x++) {
        levels[y * width + x] = (byte) (level + 8 * x / width + random.nextInt(5));
      }
    }
    for (int i = 0; i < 24; i++) {
      double x = (i % 12 + 0.5) / 12 * width;
      double y = (0.09 + 0.16 * (i / 12)) * height;
      picture.box(x, y, 0.045 * width, 0.1 * height, 50 + random.nextInt(60), 1);
    }
    picture.box(width / 2.0, 0.5 * height, width, 0.012 * height, 200, 1);
    for (int i = 0; i < 8; i++) {
      picture.box((i + 0.5) / 8 * width, 0.93 * height, 0.06 * width, 0.012 * height, 205, 1);
    }
    for (int i = 0; i < 250; i++) {
      double wide = (0.005 + 0.03 * random.nextDouble()) * width;
      picture.box(
          width * random.nextDouble(),
          (0.38 + 0.62 * random.nextDouble()) * height,
          wide,
          0.3 * wide,
          80 + random.nextInt(70),
          0.25);
    }
  }

  /**
   * @param box normalised, of the street; where the camera has turned to is the picture's affair
   */
  static void actor(GreyPicture picture, Actor actor, Box box) {
    Random random = new Random(7919L * actor.look() + actor.label().hashCode());
    random.nextInt();
    switch (actor.label()) {
      case "car", "truck", "bus" -> vehicle(picture, box, random, actor.label().equals("car"));
      case "person" -> person(picture, box, random);
      default -> heap(picture, box, random);
    }
  }

  private static void vehicle(GreyPicture picture, Box box, Random random, boolean low) {
    int body = 30 + random.nextInt(200);
    int glass = body > 128 ? 35 + random.nextInt(30) : 150 + random.nextInt(60);
    part(picture, box, 0, low ? 0.4 : 0.05, 1, 0.88, body);
    if (low) {
      part(picture, box, 0.15, 0, 0.85, 0.45, body);
    }
    int windows = low ? 2 : 4 + random.nextInt(3);
    double from = low ? 0.2 : 0.05;
    double wide = (1 - 2 * from) / windows;
    for (int i = 0; i < windows; i++) {
      double left = from + i * wide;
      part(picture, box, left + 0.1 * wide, 0.1, left + 0.9 * wide, 0.4, glass);
    }
    // A stripe, a door and a sign at places of its own: no two look alike.
    part(picture, box, 0, 0.55, 1, 0.6, 255 - body);
    double door = 0.2 + 0.4 * random.nextDouble();
    part(picture, box, door, 0.45, door + 0.15, 0.85, (body + 60 + random.nextInt(80)) % 256);
    double sign = 0.7 * random.nextDouble();
    part(picture, box, sign, 0.65, sign + 0.25, 0.8, random.nextInt(256));
    part(picture, box, 0.12, 0.78, 0.28, 1, 15);
    part(picture, box, 0.72, 0.78, 0.88, 1, 15);
  }

  private static void person(GreyPicture picture, Box box, Random random) {
    part(picture, box, 0.35, 0, 0.65, 0.15, 170 + random.nextInt(40));
    part(picture, box, 0.1, 0.15, 0.9, 0.55, 20 + random.nextInt(200));
    part(picture, box, 0.2, 0.55, 0.45, 1, 20 + random.nextInt(80));
    part(picture, box, 0.55, 0.55, 0.8, 1, 20 + random.nextInt(80));
  }

  private static void heap(GreyPicture picture, Box box, Random random) {
    int level = random.nextBoolean() ? 20 + random.nextInt(30) : 215 + random.nextInt(30);
    part(picture, box, 0.05, 0.3, 0.95, 1, level);
    part(picture, box, 0.2, 0.1, 0.8, 0.5, level);
    part(picture, box, 0.4, 0, 0.6, 0.15, level);
    for (int i = 0; i < 5; i++) {
      double x = 0.1 + 0.6 * random.nextDouble();
      double y = 0.3 + 0.5 * random.nextDouble();
      part(picture, box, x, y, x + 0.2, y + 0.12, level + (level < 128 ? 60 : -60));
    }
  }

  /** A rectangle inside a box, its edges in shares of the box. */
  private static void part(
      GreyPicture picture,
      Box box,
      double left,
      double top,
      double right,
      double bottom,
      double level) {
    double wide = box.width() * picture.width();
    double high = box.height() * picture.height();
    picture.box(
        box.left() * picture.width() + (left + right) / 2 * wide,
        box.top() * picture.height() + (top + bottom) / 2 * high,
        (right - left) * wide,
        (bottom - top) * high,
        level,
        1);
  }
}

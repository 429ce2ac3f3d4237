package io.cityward.testkit.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What moves in front of a façade and was not thrown. Speeds grow with the picture's height, as
 * cameras of more pixels see the same houses; sizes of birds, leaves and the like too.
 */
public final class Nuisances {

  private Nuisances() {}

  /** Birds that cross, some diving, some climbing. */
  public static Happening birds(FacadeFilm film, double seconds, int count, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = seconds * random.nextDouble();
      double fromX = film.width() * random.nextDouble();
      double fromY = film.height() * 0.7 * random.nextDouble();
      double speedX = (random.nextBoolean() ? 1 : -1) * unit * (120 + 300 * random.nextDouble());
      double speedY = unit * (-80 + 260 * random.nextDouble());
      double wave = unit * 25 * random.nextDouble();
      double beat = 2 + 4 * random.nextDouble();
      double size = unit * (5 + 9 * random.nextDouble());
      all.add(
          (picture, at, exposure) -> {
            double t = at - start;
            if (t > 0 && t < 8) {
              double x = fromX + speedX * t;
              double y = fromY + speedY * t + wave * Math.sin(beat * t);
              double wings = 0.6 + 0.4 * Math.sin(6 * beat * t);
              picture.box(x, y, size * (0.7 + wings), size * 0.6, 40, 0.9);
            }
          });
    }
    return together(all);
  }

  /** Close to the lens, quick and without aim. */
  public static Happening insects(FacadeFilm film, double seconds, int count, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = seconds * random.nextDouble();
      double x = film.width() * random.nextDouble();
      double y = film.height() * random.nextDouble();
      double aim = 2 * Math.PI * random.nextDouble();
      double speed = unit * (300 + 900 * random.nextDouble());
      double turn = 1 + 6 * random.nextDouble();
      double wide = 1 + 4 * random.nextDouble();
      all.add(
          (picture, at, exposure) -> {
            double t = at - start;
            if (t > 0 && t < 3) {
              double a = aim + wide * Math.sin(turn * t);
              double away = speed * t;
              picture.box(
                  x + away * Math.cos(aim) + 60 * unit * Math.cos(a * 3),
                  y + away * Math.sin(aim) + 60 * unit * Math.sin(a * 3),
                  6 * unit,
                  6 * unit,
                  30,
                  0.7);
            }
          });
    }
    return together(all);
  }

  /** They sink at a steady speed and sway. */
  public static Happening leaves(FacadeFilm film, double seconds, int count, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = seconds * random.nextDouble();
      double fromX = film.width() * random.nextDouble();
      double fromY = film.height() * 0.4 * random.nextDouble();
      double sink = unit * (60 + 120 * random.nextDouble());
      double wind = unit * (-60 + 120 * random.nextDouble());
      double sway = unit * (10 + 40 * random.nextDouble());
      double beat = 2 + 4 * random.nextDouble();
      double size = unit * (4 + 6 * random.nextDouble());
      all.add(
          (picture, at, exposure) -> {
            double t = at - start;
            if (t > 0) {
              double x = fromX + wind * t + sway * Math.sin(beat * t);
              double y = fromY + sink * t - 0.35 * sway * Math.cos(2 * beat * t);
              double flat = 0.4 + 0.6 * Math.abs(Math.sin(3 * t));
              picture.box(x, y, size, size * flat, 70, 0.9);
            }
          });
    }
    return together(all);
  }

  /** Streaks at a steady speed, far and near. */
  public static Happening rain(FacadeFilm film, int dropsInSight, long seed) {
    return weather(film, dropsInSight, seed, 900, 1600, 1, 22, 0.35);
  }

  /** Flakes at a steady speed. */
  public static Happening snow(FacadeFilm film, int flakesInSight, long seed) {
    return weather(film, flakesInSight, seed, 70, 160, 4, 4, 0.9);
  }

  private static Happening weather(
      FacadeFilm film,
      int inSight,
      long seed,
      double slowest,
      double fastest,
      double wide,
      double high,
      double share) {
    double unit = film.height() / 720.0;
    Random random = new Random(seed);
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < inSight; i++) {
      double speed = unit * (slowest + (fastest - slowest) * random.nextDouble());
      double slant = 0.1 * (random.nextDouble() - 0.3);
      double phase = random.nextDouble();
      double bigger = 0.7 + 0.9 * random.nextDouble();
      long own = random.nextLong();
      double way = 1.2 * film.height();
      all.add(
          (picture, at, exposure) -> {
            double passes = at * speed / way + phase;
            // Each pass comes down in another place.
            double column = new Random(own + (long) passes * 7919).nextDouble();
            double y = (passes - Math.floor(passes)) * way - 0.1 * film.height();
            picture.box(
                column * film.width() + slant * y,
                y,
                unit * wide * bigger,
                unit * high * bigger,
                235,
                share);
          });
    }
    return together(all);
  }

  /** Washing on a line, which the wind swings and lifts. */
  public static Happening laundry(FacadeFilm film, int pieces, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      double x = film.width() * random.nextDouble();
      double y = film.height() * (0.1 + 0.7 * random.nextDouble());
      double wide = unit * (15 + 25 * random.nextDouble());
      double high = unit * (25 + 40 * random.nextDouble());
      double level = random.nextBoolean() ? 225 : 60;
      double beat = 1.5 + 3 * random.nextDouble();
      double swing = 0.1 + 0.25 * random.nextDouble();
      all.add(
          (picture, at, exposure) -> {
            double gust = 0.6 + 0.4 * Math.sin(0.7 * at + x);
            double angle = gust * swing * Math.sin(beat * at + x);
            int rows = 12;
            for (int row = 0; row < rows; row++) {
              double down = high * (row + 0.5) / rows;
              double wave = 0.12 * wide * Math.sin(3 * beat * at + row * 0.6);
              picture.box(
                  x + down * Math.sin(angle) + wave * row / rows,
                  y + down * Math.cos(angle),
                  wide,
                  high / rows + 1,
                  level - 15 * (row % 3),
                  1);
            }
          });
    }
    return together(all);
  }

  /** Light of cars that turn below, which sweeps over the wall. */
  public static Happening headlights(FacadeFilm film, double seconds, int count, long seed) {
    Random random = new Random(seed);
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = seconds * random.nextDouble();
      double lasts = 1 + 2 * random.nextDouble();
      double y = film.height() * (0.2 + 0.6 * random.nextDouble());
      double slope = film.height() * (0.8 * random.nextDouble() - 0.2);
      double radius = film.height() * (0.04 + 0.12 * random.nextDouble());
      all.add(
          (picture, at, exposure) -> {
            double t = (at - start) / lasts;
            if (t > 0 && t < 1) {
              picture.glow(film.width() * t, y + slope * t, radius, 60);
              picture.glow(film.width() * t + 1.5 * radius, y + slope * t, radius, 60);
            }
          });
    }
    return together(all);
  }

  /** Sharp bright spots that glide down or across panes, as those of passing cars and lifts do. */
  public static Happening reflections(FacadeFilm film, double seconds, int count, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = seconds * random.nextDouble();
      double x = film.width() * random.nextDouble();
      double y = film.height() * 0.5 * random.nextDouble();
      double down = unit * (60 + 200 * random.nextDouble());
      double across = unit * (-80 + 160 * random.nextDouble());
      double size = unit * (6 + 8 * random.nextDouble());
      all.add(
          (picture, at, exposure) -> {
            double t = at - start;
            double py = y + down * t;
            // Seen in panes alone: the wall between them does not mirror.
            double inFloor = py / (film.height() / 12.0) % 1;
            if (t > 0 && t < 6 && inFloor > 0.2 && inFloor < 0.8) {
              picture.box(x + across * t, py, size, size, 250, 0.9);
            }
          });
    }
    return together(all);
  }

  /** A tree before the house: its leaves tremble, its twigs swing. */
  public static Happening foliage(FacadeFilm film, double share, long seed) {
    Random random = new Random(seed);
    double unit = film.height() / 720.0;
    List<Happening> all = new ArrayList<>();
    int leaves = (int) (1500 * share);
    for (int i = 0; i < leaves; i++) {
      double x = film.width() * share * random.nextDouble();
      double y = film.height() * (0.3 + 0.7 * random.nextDouble());
      double size = unit * (5 + 10 * random.nextDouble());
      double level = 35 + 70 * random.nextDouble();
      double beat = 1 + 5 * random.nextDouble();
      double swing = unit * (1 + 5 * random.nextDouble());
      double phase = 7 * random.nextDouble();
      all.add(
          (picture, at, exposure) -> {
            double gust = 0.3 + 0.7 * Math.abs(Math.sin(0.5 * at + x / film.width()));
            double off = gust * swing * Math.sin(beat * at + phase);
            double slow = gust * 6 * unit * Math.sin(0.9 * at + y / film.height());
            picture.box(x + off + slow, y + 0.6 * off, size, size, level, 0.95);
          });
    }
    return together(all);
  }

  private static Happening together(List<Happening> all) {
    return (picture, seconds, exposure) -> all.forEach(h -> h.draw(picture, seconds, exposure));
  }
}

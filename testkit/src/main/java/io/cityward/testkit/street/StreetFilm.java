package io.cityward.testkit.street;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.testkit.drawing.GreyPicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A fixed camera's view of a street, and what happens in it. What stands lower in the picture
 * stands in front. Pictures may be asked for in any order; each is drawn into the same memory, and
 * valid until the next.
 */
public final class StreetFilm {

  private static final int NOISE_LENGTH = (1 << 20) + 7;

  /** Of a thing that leaves the picture, less than this share is nothing. */
  private static final double LEAST_INSIDE = 0.3;

  /** Points across a box, along each side, at which it is asked what stands in front. */
  private static final int SAMPLES = 12;

  private final double framesPerSecond;
  private final long seed;
  private final GreyPicture street;
  private final GreyPicture shown;
  private final byte[] noise = new byte[NOISE_LENGTH];
  private final List<Actor> actors = new ArrayList<>();
  private DoubleUnaryOperator light = seconds -> 1;
  private DoubleUnaryOperator turned = seconds -> 0;

  public StreetFilm(int width, int height, double framesPerSecond, long seed) {
    this.framesPerSecond = framesPerSecond;
    this.seed = seed;
    this.street = new GreyPicture(width, height);
    this.shown = new GreyPicture(width, height);
    Random random = new Random(seed);
    Paint.street(street, random);
    for (int i = 0; i < NOISE_LENGTH; i++) {
      noise[i] = (byte) Math.round(1.5 * random.nextGaussian());
    }
  }

  /** A sub-stream's size. */
  public static StreetFilm usual(double framesPerSecond) {
    return new StreetFilm(640, 360, framesPerSecond, 5);
  }

  public StreetFilm with(Actor... more) {
    actors.addAll(List.of(more));
    return this;
  }

  /** The whole picture's light, as a factor. */
  public StreetFilm lit(DoubleUnaryOperator factor) {
    light = factor;
    return this;
  }

  /** How far the camera has turned to the left, widths of the picture. */
  public StreetFilm turned(DoubleUnaryOperator widths) {
    turned = widths;
    return this;
  }

  public int width() {
    return street.width();
  }

  public int height() {
    return street.height();
  }

  public double framesPerSecond() {
    return framesPerSecond;
  }

  /** What the camera shows at a moment, seconds. */
  public GreyPicture at(double seconds) {
    shown.show(street, Math.round(turned.applyAsDouble(seconds) * street.width()), 0);
    for (Placed placed : placed(seconds)) {
      Paint.actor(shown, placed.actor(), placed.box());
    }
    int from = new Random(seed ^ Double.hashCode(seconds)).nextInt(NOISE_LENGTH);
    shown.expose(light.applyAsDouble(seconds), noise, from);
    return shown;
  }

  /** Everything that is in the picture at a moment, from back to front. */
  public List<TrueBox> truth(double seconds) {
    List<Placed> placed = placed(seconds);
    double off = turned.applyAsDouble(seconds);
    List<TrueBox> truth = new ArrayList<>();
    for (int i = 0; i < placed.size(); i++) {
      Box whole = Actor.moved(placed.get(i).box(), off);
      Box inside = inside(whole);
      if (inside.area() >= LEAST_INSIDE * whole.area()) {
        List<Box> inFront =
            placed.subList(i + 1, placed.size()).stream()
                .map(other -> Actor.moved(other.box(), off))
                .toList();
        truth.add(new TrueBox(placed.get(i).actor(), inside, visible(inside, inFront)));
      }
    }
    return truth;
  }

  private record Placed(Actor actor, Box box) {}

  private List<Placed> placed(double seconds) {
    List<Placed> placed = new ArrayList<>();
    for (Actor actor : actors) {
      actor.at(seconds).ifPresent(box -> placed.add(new Placed(actor, box)));
    }
    placed.sort(Comparator.comparingDouble(one -> one.box().bottom()));
    return placed;
  }

  private static Box inside(Box box) {
    double left = Math.max(0, Math.min(1, box.left()));
    double top = Math.max(0, Math.min(1, box.top()));
    return new Box(
        left,
        top,
        Math.max(left, Math.min(1, box.right())),
        Math.max(top, Math.min(1, box.bottom())));
  }

  private static double visible(Box box, List<Box> inFront) {
    int free = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
      Point point =
          new Point(
              box.left() + (i % SAMPLES + 0.5) / SAMPLES * box.width(),
              box.top() + (i / SAMPLES + 0.5) / SAMPLES * box.height());
      free += inFront.stream().anyMatch(other -> other.contains(point)) ? 0 : 1;
    }
    return free / (double) (SAMPLES * SAMPLES);
  }
}

package io.cityward.testkit.street;

import io.cityward.core.Box;
import java.util.Optional;

/**
 * Somebody or something that comes from the left, slows down, stands in a place, and goes on to the
 * right.
 *
 * @param place where it stands
 * @param arrives when it has come to a halt, seconds; negative infinity: it stands there from the
 *     beginning
 * @param leaves when it starts again; infinity: never
 * @param speed widths of the picture per second
 * @param acceleration widths of the picture per second, per second; also how hard it brakes
 */
public record Trip(
    String label,
    int look,
    Box place,
    double arrives,
    double leaves,
    double speed,
    double acceleration)
    implements Actor {

  /** A vehicle at 20 km/h in a street of which the picture shows 20 m. */
  public static Trip vehicle(String label, int look, Box place, double arrives, double leaves) {
    return new Trip(label, look, place, arrives, leaves, 0.28, 0.1);
  }

  /** A vehicle that is there from the beginning. */
  public static Trip parked(String label, int look, Box place, double leaves) {
    return vehicle(label, look, place, Double.NEGATIVE_INFINITY, leaves);
  }

  /** Somebody who walks up, stands, and walks on, in the same street. */
  public static Trip person(int look, Box place, double arrives, double leaves) {
    return new Trip("person", look, place, arrives, leaves, 0.07, 0.1);
  }

  @Override
  public Optional<Box> at(double seconds) {
    double before = arrives - seconds;
    double after = seconds - leaves;
    double way = before > 0 ? -way(before) : after > 0 ? way(after) : 0;
    return Optional.of(Actor.moved(place, way));
  }

  /** How far it gets in some seconds from a halt. */
  private double way(double seconds) {
    double starting = Math.min(seconds, speed / acceleration);
    return acceleration * starting * starting / 2 + speed * (seconds - starting);
  }
}

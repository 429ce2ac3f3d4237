package io.cityward.testkit.street;

import io.cityward.core.Box;
import java.util.Optional;

/** Something in a street that is seen for a while. Boxes are normalised, and may leave 0..1. */
public interface Actor {

  /** What a detector that knows everything would call it; also how it is drawn. */
  String label();

  /** Two of one label with different numbers do not look alike. */
  int look();

  /**
   * Where it is.
   *
   * @param seconds since the film's beginning
   * @return its whole box; empty while it is not there
   */
  Optional<Box> at(double seconds);

  /** A box that was moved along the street. */
  static Box moved(Box box, double right) {
    return new Box(box.left() + right, box.top(), box.right() + right, box.bottom());
  }
}

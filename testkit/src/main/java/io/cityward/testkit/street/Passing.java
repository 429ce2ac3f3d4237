package io.cityward.testkit.street;

import io.cityward.core.Box;
import java.util.Optional;

/**
 * Something that passes without stopping.
 *
 * @param place its box at a time
 * @param when that time, seconds
 * @param speed widths of the picture per second, to the left if negative
 */
public record Passing(String label, int look, Box place, double when, double speed)
    implements Actor {

  @Override
  public Optional<Box> at(double seconds) {
    return Optional.of(Actor.moved(place, speed * (seconds - when)));
  }
}

package io.cityward.testkit.street;

import io.cityward.core.Box;
import java.util.Optional;

/**
 * Something that lies there for a while: a bag that is set down and taken away.
 *
 * @param from when it is set down, seconds
 * @param until when it is taken away; infinity: never
 */
public record Lying(String label, int look, Box place, double from, double until) implements Actor {

  @Override
  public Optional<Box> at(double seconds) {
    return seconds < from || seconds >= until ? Optional.empty() : Optional.of(place);
  }
}

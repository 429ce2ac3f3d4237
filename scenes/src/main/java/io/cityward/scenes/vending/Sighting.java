package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;

/**
 * Something that stalls are made of, as one look has it.
 *
 * @param zone the zone that it stands in
 * @param value its weight times its score
 */
record Sighting(Box box, Zone zone, double value, Part part) {

  /** Two boxes that share more are of one thing, which the detector has two names for. */
  private static final double ONE_THING = 0.5;

  /** Whether it is the same thing as another of the same look. */
  boolean repeats(Sighting other) {
    return part == other.part && box.iou(other.box) >= ONE_THING;
  }
}

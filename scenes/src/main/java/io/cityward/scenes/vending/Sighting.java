package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;

/**
 * Something that stalls are made of, as one look has it.
 *
 * @param zone the zone that it stands in
 * @param value its weight times its score
 */
record Sighting(Box box, Zone zone, double value, Part part) {}

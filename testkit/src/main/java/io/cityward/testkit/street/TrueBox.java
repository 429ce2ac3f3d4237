package io.cityward.testkit.street;

import io.cityward.core.Box;

/**
 * Where something really is in a picture.
 *
 * @param box the part of it that lies in the picture, normalised
 * @param visible the share of that which nothing stands in front of, 0..1
 */
public record TrueBox(Actor actor, Box box, double visible) {}

package io.cityward.scenes;

import io.cityward.core.Box;
import java.time.Instant;

/**
 * Where a moving thing was at a time.
 *
 * @param box normalised
 */
public record Waypoint(Instant time, Box box) {}

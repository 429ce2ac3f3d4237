package io.cityward.testkit.street;

import io.cityward.core.Box;

/**
 * What a scripted detector makes of something.
 *
 * @param box normalised
 * @param score 0..1
 */
public record Seen(String label, Box box, double score) {}

package io.cityward.scenes.throwing;

import java.util.Objects;

/**
 * Something small that moved, in one picture. Places and sizes in pixels; positions with the
 * camera's shake taken out.
 *
 * @param picture in which of the pictures that were compared, counted
 * @param seconds when, on the media clock
 * @param x centre of its pixels
 * @param y centre of its pixels
 * @param pixels how many of its pixels moved
 * @param contrast the strongest change of one of them, grey levels
 * @param company how many pixels moved close around it, in units of its own
 * @param crowd how many other things there were around it in the picture before, per pixel
 */
record Speck(
    long picture,
    double seconds,
    double x,
    double y,
    double width,
    double height,
    int pixels,
    int contrast,
    double company,
    double crowd) {

  /** Each is a thing of its own, however alike two look. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Objects.hash(seconds, x, y);
  }

  /** Fast things are smeared along their way, not across it: the width says how large it is. */
  boolean alike(Speck other) {
    double ratio = (width + 2) / (other.width + 2);
    return ratio < 2.6 && ratio > 1 / 2.6;
  }
}

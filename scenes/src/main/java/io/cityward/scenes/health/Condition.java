package io.cityward.scenes.health;

import java.util.Locale;

/** What can be wrong with a camera's picture. */
public enum Condition {
  /** Nearly no light and nothing to see; a dark street with a lamp is not black. */
  BLACK,
  /** The same picture again and again, although time goes on. */
  FROZEN,
  /** Broken: large parts undecoded grey, or the decoder says so. */
  GREY,
  /** Most of the view has lost its edges: sprayed on, wrapped, a leaf on the glass. */
  COVERED,
  /** The view is another one than was learnt. */
  MOVED;

  /** As written in settings and messages: {@code black}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

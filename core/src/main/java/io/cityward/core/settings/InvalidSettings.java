package io.cityward.core.settings;

/** Ends the reading of a section whose problems are already noted. */
final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSettings(String message) {
    super(message, null, false, false);
  }
}

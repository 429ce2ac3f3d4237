package io.cityward.app.command;

import io.cityward.core.CityException;

/** Refuses numbers out of range that were given as options. */
final class Numbers {

  private Numbers() {}

  static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CityException.invalid(option, value, "a whole number from " + least + " to " + most);
    }
  }
}

package io.cityward.app.metrics;

import java.util.Locale;

/** How an enum's value is written as a label. */
final class Labels {

  private Labels() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

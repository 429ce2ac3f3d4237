package io.cityward.scenes;

import java.util.Locale;

/** What a zone forbids or, for a façade, what it shows. */
public enum ZoneKind {
  NO_PARKING,
  FIRE_LANE,
  NO_VENDING,
  NO_DUMPING,
  FACADE;

  /** As written in settings and truth files: {@code no-parking}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

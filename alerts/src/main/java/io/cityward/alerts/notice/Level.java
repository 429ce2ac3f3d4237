package io.cityward.alerts.notice;

/** Who looks after an order, from the lowest 社区, 街道, 区 up to the highest 市. */
public enum Level {
  COMMUNITY,
  STREET,
  DISTRICT,
  CITY;

  /** The level above; the highest has none above it and stays. */
  public Level above() {
    return this == CITY ? CITY : values()[ordinal() + 1];
  }

  public boolean isAbove(Level other) {
    return compareTo(other) > 0;
  }
}

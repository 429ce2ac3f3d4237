package io.cityward.alerts.dispatch.http;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** So many a minute of each name, by fixed minutes. Safe for any number of threads. */
public final class RateLimit {

  private static final int MOST_NAMES = 10_000;

  private final int perMinute;

  // Guarded by this.
  private final Map<String, Integer> counts = new HashMap<>();
  private long minute;

  public RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  public synchronized boolean allows(String name, Instant now) {
    long current = now.getEpochSecond() / 60;
    if (current != minute || counts.size() >= MOST_NAMES) {
      minute = current;
      counts.clear();
    }
    return counts.merge(name, 1, Integer::sum) <= perMinute;
  }
}

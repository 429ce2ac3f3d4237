package io.cityward.alerts.compute.usage;

import java.time.Duration;

/** How long one figure stands for. */
public enum UsageStep {
  MINUTE(60),
  HOUR(3600),
  DAY(86_400);

  private final int seconds;

  UsageStep(int seconds) {
    this.seconds = seconds;
  }

  public int seconds() {
    return seconds;
  }

  public Duration span() {
    return Duration.ofSeconds(seconds);
  }
}

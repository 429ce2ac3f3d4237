package io.cityward.alerts;

import io.cityward.testkit.Await;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with the deadline of this module's tests. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private Eventually() {}

  public static void until(String what, BooleanSupplier condition) {
    Await.until(DEADLINE, condition, what);
  }
}

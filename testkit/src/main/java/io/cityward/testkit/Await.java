package io.cityward.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what happens on another thread or in another process, up to a deadline. The one place
 * in the tests that polls.
 */
public final class Await {

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what says what was waited for, as in {@code "camera north is live"}
   * @throws AssertionError if it does not hold in time, or the thread is interrupted
   */
  public static void until(Duration limit, BooleanSupplier condition, String what) {
    until(limit, condition, () -> what);
  }

  /** As above; the description is made only at the deadline, so it can tell the last value seen. */
  public static void until(Duration limit, BooleanSupplier condition, Supplier<String> what) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting until " + what.get());
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("after " + limit.toMillis() + " ms still not: " + what.get());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** Returns the value as soon as there is one. */
  public static <T> T present(Duration limit, Supplier<Optional<T>> source, String what) {
    long deadline = System.nanoTime() + limit.toNanos();
    Optional<T> value = source.get();
    while (value.isEmpty()) {
      long left = Math.max(0, deadline - System.nanoTime());
      if (left == 0) {
        throw new AssertionError("after " + limit.toMillis() + " ms still no " + what);
      }
      LockSupport.parkNanos(Math.min(left, STEP_NANOS));
      value = source.get();
    }
    return value.get();
  }
}

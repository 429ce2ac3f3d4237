package io.cityward.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands until a test moves it, back or forth. Safe to share between threads. */
public final class TestClock extends Clock {

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  public static TestClock at(Instant start) {
    return new TestClock(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  /** As {@link #at(Instant)}, from text as in {@code 2026-11-23T08:00:00Z}. */
  public static TestClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves the clock; a negative span moves it back. */
  public Instant advance(Duration span) {
    return now.updateAndGet(instant -> instant.plus(span));
  }

  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock seen from another zone: moving one moves both. */
  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, other);
  }
}

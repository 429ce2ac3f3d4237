package io.cityward.alerts.book;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that is not believed for a while after it has jumped against the time that this process
 * has run: somebody may be setting it right. One thread.
 */
final class SteadyClock {

  private static final Logger log = LoggerFactory.getLogger(SteadyClock.class);
  private static final Duration JUMP = Duration.ofMinutes(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private final Duration settle;
  private Instant time;
  private long ran;
  private long believedFrom;

  SteadyClock(Clock clock, LongSupplier nanos, Duration settle) {
    this.clock = clock;
    this.nanos = nanos;
    this.settle = settle;
    this.time = clock.instant();
    this.ran = nanos.getAsLong();
    this.believedFrom = ran;
  }

  /** The time; empty while it is not believed. */
  Optional<Instant> time() {
    Instant now = clock.instant();
    long running = nanos.getAsLong();
    Duration jump = Duration.between(time, now).minusNanos(running - ran);
    time = now;
    ran = running;
    if (jump.abs().compareTo(JUMP) > 0) {
      log.warn("the clock has jumped by {}; deadlines wait for {}", jump, settle);
      believedFrom = running + settle.toNanos();
    }
    return running - believedFrom >= 0 ? Optional.of(now) : Optional.empty();
  }
}

package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.time.Duration;
import java.util.Locale;

/**
 * Ends what the owner thread waits for: at its time, or at once when cancelled. A blocking read has
 * no time-out of its own, so that it costs one system call; it ends because {@link Watch} closes
 * what it reads. All methods may be called from any thread.
 */
final class Deadline {

  /** Ends a wait from outside, without blocking. */
  interface Breaker {
    void end();
  }

  private Breaker breaker = () -> {};
  private boolean armed;
  private Duration patience = Duration.ZERO;
  private String late = "";
  private long atNanos;
  private boolean expired;
  private boolean cancelled;

  /**
   * @param lateText what to say if nothing comes, in front of the seconds
   */
  synchronized void arm(Duration given, String lateText) {
    patience = given;
    late = lateText;
    armAt(System.nanoTime() + given.toNanos());
  }

  synchronized void armAt(long nanos) {
    atNanos = nanos;
    armed = true;
    expired = false;
  }

  /** Nobody waits any more. */
  synchronized void disarm() {
    armed = false;
  }

  /** What is to be ended from now on; at once if it is too late already. */
  synchronized void guard(Breaker given) {
    breaker = given;
    if (expired || cancelled) {
      breaker.end();
    }
  }

  synchronized void cancel() {
    cancelled = true;
    breaker.end();
  }

  /** Called by the watch. */
  synchronized void check(long now) {
    if (armed && !expired && now - atNanos >= 0) {
      expired = true;
      breaker.end();
    }
  }

  synchronized boolean expired() {
    return expired;
  }

  synchronized boolean cancelled() {
    return cancelled;
  }

  synchronized boolean over() {
    return expired || cancelled;
  }

  synchronized long atNanos() {
    return atNanos;
  }

  /** Why the wait ended, if this ended it. */
  synchronized RtspFailure failure() {
    if (cancelled) {
      return RtspFailure.cancelled();
    }
    double seconds = patience.toMillis() / 1000.0;
    return new RtspFailure(Kind.SILENT, String.format(Locale.ROOT, "%s %.1f s", late, seconds));
  }
}

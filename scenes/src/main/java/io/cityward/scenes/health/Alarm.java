package io.cityward.scenes.health;

import io.cityward.scenes.Finding.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One condition of one camera over time. Time in which it is seen adds up, time in which it is not
 * takes away again, so that it begins when it holds in most looks for long enough; it ends after it
 * was fine without a break.
 */
final class Alarm {

  private static final Duration REFRESH = Duration.ofMinutes(1);

  private final Condition condition;
  private final Duration patience;
  private final Duration recovery;
  private Duration seenFor = Duration.ZERO;
  private Duration fineFor = Duration.ZERO;
  private Instant since;
  private Instant lastSeen;
  private Instant reported;
  private String why;

  Alarm(Condition condition, Duration patience, Duration recovery) {
    this.condition = condition;
    this.patience = patience;
    this.recovery = recovery;
  }

  boolean begun() {
    return reported != null;
  }

  /** For how long it has been seen, if it has begun; else zero. */
  Duration lasted() {
    return begun() ? Duration.between(since, lastSeen) : Duration.ZERO;
  }

  /**
   * Takes a look at which the condition is seen.
   *
   * @param sinceLast the part of the time since the last look that this look speaks for
   */
  Optional<Health> seen(Instant time, Duration sinceLast, String reason) {
    // Before the first sight the condition may not have been there yet.
    seenFor = since == null ? Duration.ZERO : seenFor.plus(sinceLast);
    since = since == null ? time : since;
    fineFor = Duration.ZERO;
    lastSeen = time;
    why = reason;
    if (!begun()) {
      return seenFor.compareTo(patience) < 0 ? Optional.empty() : report(Phase.BEGUN, time);
    }
    return time.isBefore(reported.plus(REFRESH)) ? Optional.empty() : report(Phase.ONGOING, time);
  }

  /** Takes a look at which it is not. */
  Optional<Health> fine(Duration sinceLast) {
    if (since == null) {
      return Optional.empty();
    }
    if (!begun()) {
      seenFor = seenFor.minus(sinceLast);
      if (seenFor.isNegative() || seenFor.isZero()) {
        clear();
      }
      return Optional.empty();
    }
    fineFor = fineFor.plus(sinceLast);
    return fineFor.compareTo(recovery) < 0 ? Optional.empty() : Optional.of(end(why));
  }

  /** Ends it now; only if it has begun. */
  Health end(String reason) {
    var ended = new Health(condition, Phase.ENDED, since, lastSeen, reason);
    clear();
    return ended;
  }

  void clear() {
    since = null;
    reported = null;
    seenFor = Duration.ZERO;
    fineFor = Duration.ZERO;
  }

  private Optional<Health> report(Phase phase, Instant time) {
    reported = time;
    return Optional.of(new Health(condition, phase, since, time, why));
  }
}

package io.cityward.alerts.supervision;

import io.cityward.alerts.notice.Level;
import java.time.Instant;
import java.util.Optional;

/**
 * How an order is looked after.
 *
 * @param level who does; rises with escalations and never falls by itself
 * @param deadline of the step that is to be done next; kept, but standing still, while suspended
 * @param handling the department's time since the dispatch or the rework; while it has any
 * @param suspension while it is suspended
 * @param asked an extension that nobody has decided yet
 * @param extensions how many were granted
 * @param urges how often it was urged
 * @param urgedUntil what the last urging wants
 */
public record Supervision(
    Severity severity,
    Level level,
    Optional<Deadline> deadline,
    Optional<Term> handling,
    Optional<Suspension> suspension,
    Optional<ExtensionRequest> asked,
    int extensions,
    int urges,
    Optional<Instant> urgedUntil,
    Counts counts) {

  /**
   * How much there is to read about it.
   *
   * @param reports by people and other systems that were joined to it
   */
  public record Counts(int comments, int attachments, int reports) {

    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /** Of an order that nobody has begun to look after. */
  public static final Supervision NONE = of(Severity.NORMAL, Level.COMMUNITY);

  public static Supervision of(Severity severity, Level level) {
    return new Supervision(
        severity,
        level,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Counts.NONE);
  }

  public boolean overdue() {
    return flag() == Deadline.Flag.OVERDUE;
  }

  public Deadline.Flag flag() {
    return deadline.map(Deadline::flag).orElse(Deadline.Flag.ON_TIME);
  }

  public Supervision urged(Optional<Instant> until) {
    return new Supervision(
        severity,
        level,
        deadline,
        handling,
        suspension,
        asked,
        extensions,
        urges + 1,
        until,
        counts);
  }

  public Supervision asking(Optional<ExtensionRequest> request) {
    return new Supervision(
        severity,
        level,
        deadline,
        handling,
        suspension,
        request,
        extensions,
        urges,
        urgedUntil,
        counts);
  }

  Supervision with(Optional<Deadline> next) {
    return with(next, handling, suspension);
  }

  Supervision with(Optional<Deadline> next, Optional<Term> term, Optional<Suspension> suspended) {
    return new Supervision(
        severity, level, next, term, suspended, asked, extensions, urges, urgedUntil, counts);
  }

  Supervision with(Severity another) {
    return new Supervision(
        another,
        level,
        deadline,
        handling,
        suspension,
        asked,
        extensions,
        urges,
        urgedUntil,
        counts);
  }

  Supervision at(Level another) {
    return new Supervision(
        severity,
        another,
        deadline,
        handling,
        suspension,
        asked,
        extensions,
        urges,
        urgedUntil,
        counts);
  }

  Supervision extended() {
    return new Supervision(
        severity,
        level,
        deadline,
        handling,
        suspension,
        Optional.empty(),
        extensions + 1,
        urges,
        urgedUntil,
        counts);
  }
}

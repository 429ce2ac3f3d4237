package io.cityward.alerts.supervision;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.calendar.TimeLimit;
import io.cityward.alerts.calendar.WorkingCalendar;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.workorder.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the supervision of an order changes: when it moves, when somebody changes something, and when
 * time goes by. Pure: the same always comes of the same, so that it does not matter which center
 * looks, or how often.
 */
public final class SupervisionRules {

  private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final SupervisionSettings settings;

  public SupervisionRules(SupervisionSettings settings) {
    this.settings = settings;
  }

  public SupervisionSettings settings() {
    return settings;
  }

  /** The supervision of a fresh order, or of one that had none until now. */
  public Supervision opened(Subject subject, OrderState state, Instant now) {
    Supervision fresh = Supervision.of(settings.severity(subject), settings.level());
    return moved(fresh, subject, OrderState.PENDING_REVIEW, state, now);
  }

  /** After a move to another state, suspensions apart. */
  public Supervision moved(
      Supervision before, Subject subject, OrderState from, OrderState to, Instant now) {
    if (from == OrderState.SUSPENDED) {
      return resumed(before, subject, now);
    }
    if (from == OrderState.HANDLED && to == OrderState.VERIFYING) {
      return before;
    }
    Supervision free = before.asking(Optional.empty());
    Optional<OrderStep> step = OrderStep.in(to);
    if (step.isEmpty()) {
      return free.with(Optional.empty(), Optional.empty(), Optional.empty());
    }
    return switch (step.get()) {
      case ACCEPT -> {
        Optional<Term> handling =
            due(before, subject, OrderStep.HANDLE, now).map(by -> new Term(now, by));
        yield free.with(fresh(before, subject, OrderStep.ACCEPT, now), handling, Optional.empty());
      }
      case HANDLE -> free.with(handling(before, subject), before.handling(), Optional.empty());
      case REVIEW, DISPATCH, VERIFY ->
          free.with(fresh(before, subject, step.get(), now), Optional.empty(), Optional.empty());
    };
  }

  /** Deadlines stand still from now on. */
  public Supervision suspended(Supervision before, Instant now, Instant until) {
    return before
        .asking(Optional.empty())
        .with(before.deadline(), before.handling(), Optional.of(new Suspension(now, until)));
  }

  /** Deadlines run again, later by the working time that has passed meanwhile. */
  private Supervision resumed(Supervision before, Subject subject, Instant now) {
    Instant at = before.suspension().map(Suspension::at).orElse(now);
    WorkingCalendar calendar = calendar(before, subject);
    Optional<Term> handling =
        before
            .handling()
            .map(
                term ->
                    new Term(
                        later(calendar, term.from(), at, now),
                        later(calendar, term.by(), at, now)));
    Supervision running = before.with(before.deadline(), handling, Optional.empty());
    Optional<Deadline> next =
        before
            .deadline()
            .filter(d -> d.step() == OrderStep.HANDLE)
            .map(
                d ->
                    new Deadline(
                        d.step(),
                        d.calendar(),
                        later(calendar, d.since(), at, now),
                        later(calendar, d.due(), at, now),
                        later(calendar, d.remindAt(), at, now),
                        d.escalations(),
                        d.flag()))
            .or(() -> handling(running, subject));
    return running.with(next);
  }

  /** Another severity: its limits hold from where the step began. */
  public Supervision changed(Supervision before, Subject subject, Severity severity) {
    Supervision after = before.with(severity);
    Optional<Term> handling =
        before.extensions() > 0
            ? before.handling()
            : before
                .handling()
                .flatMap(
                    term ->
                        due(after, subject, OrderStep.HANDLE, term.from())
                            .map(by -> new Term(term.from(), by)));
    Optional<Deadline> next =
        before
            .deadline()
            .flatMap(
                d -> {
                  Optional<Instant> due =
                      d.step() == OrderStep.HANDLE
                          ? handling.map(Term::by)
                          : due(after, subject, d.step(), d.since());
                  return due.map(by -> deadline(after, subject, d.step(), d.since(), by));
                });
    return after.with(next, handling, before.suspension());
  }

  /** The extension that was asked for, granted. */
  public Supervision extended(Supervision before, Subject subject, Instant until) {
    Optional<Deadline> next =
        before.deadline().map(d -> deadline(before, subject, d.step(), d.since(), until));
    Optional<Term> handling = before.handling().map(term -> new Term(term.from(), until));
    return before.with(next, handling, Optional.empty()).extended();
  }

  /** The latest time that an extension of the current deadline may ask for. */
  public Optional<Instant> latestExtension(Supervision supervision) {
    return supervision
        .deadline()
        .map(
            d -> {
              WorkingCalendar calendar = settings.calendars().of(d.calendar());
              return calendar.plus(d.due(), settings.longestExtension().in(calendar));
            });
  }

  /** When there is something to be found by {@link #look}; empty when there never will be. */
  public Optional<Instant> nextLook(Supervision supervision, Subject subject) {
    if (supervision.suspension().isPresent()) {
      return supervision.suspension().map(Suspension::until);
    }
    return supervision
        .deadline()
        .flatMap(
            d ->
                switch (d.flag()) {
                  case ON_TIME -> Optional.of(d.remindAt());
                  case NEARLY_DUE -> Optional.of(d.due());
                  case OVERDUE -> escalation(supervision, subject, d);
                });
  }

  /** What has come of time so far. Looking again at the same time finds nothing new. */
  public Look look(Supervision before, Subject subject, Instant now) {
    if (before.suspension().isPresent()) {
      boolean over = !now.isBefore(before.suspension().get().until());
      return new Look(before, List.of(), over);
    }
    List<Happening> happenings = new ArrayList<>();
    Supervision after = before;
    if (early(after, now)) {
      after = after.with(after.deadline().map(d -> d.flagged(Deadline.Flag.ON_TIME)));
      happenings.add(
          new Happening(
              Optional.empty(),
              after.level(),
              "EARLY",
              "no longer " + before.flag() + ": the clock was ahead"));
    }
    if (after.flag() == Deadline.Flag.ON_TIME && passed(after.deadline(), now, true)) {
      boolean late = passed(after.deadline(), now, false);
      after = after.with(after.deadline().map(d -> d.flagged(Deadline.Flag.NEARLY_DUE)));
      if (!late) {
        happenings.add(happening(after, Notice.Kind.NEARLY_DUE, "nearly due"));
      }
    }
    if (after.flag() == Deadline.Flag.NEARLY_DUE && passed(after.deadline(), now, false)) {
      after = after.with(after.deadline().map(d -> d.flagged(Deadline.Flag.OVERDUE)));
      happenings.add(happening(after, Notice.Kind.OVERDUE, "overdue"));
    }
    while (after.overdue() && risesBy(after, subject, now)) {
      Level from = after.level();
      after = after.with(after.deadline().map(Deadline::escalated)).at(from.above());
      String words =
          from == after.level()
              ? "still overdue at the highest level " + from
              : "escalated from " + from + " to " + after.level();
      happenings.add(happening(after, Notice.Kind.ESCALATED, words));
    }
    return new Look(after, happenings, false);
  }

  /** A time as it stands in sentences for people. */
  public String words(Instant time) {
    ZoneId zone = settings.zone();
    return WORDS.format(time.atZone(zone)) + " " + zone;
  }

  private boolean risesBy(Supervision supervision, Subject subject, Instant now) {
    return supervision
        .deadline()
        .flatMap(d -> escalation(supervision, subject, d))
        .filter(at -> !at.isAfter(now))
        .isPresent();
  }

  private Happening happening(Supervision after, Notice.Kind kind, String words) {
    Deadline deadline = after.deadline().orElseThrow();
    return new Happening(
        Optional.of(kind),
        after.level(),
        kind
            + "/"
            + deadline.step()
            + "/"
            + ChronoUnit.MICROS.between(Instant.EPOCH, deadline.due())
            + "/"
            + deadline.escalations(),
        words + ": " + deadline.step() + " until " + words(deadline.due()));
  }

  /** The flag says more than the clock: it was set when that was wrong. */
  private static boolean early(Supervision supervision, Instant now) {
    return supervision
        .deadline()
        .filter(
            d ->
                switch (d.flag()) {
                  case ON_TIME -> false;
                  case NEARLY_DUE -> now.isBefore(d.remindAt());
                  case OVERDUE -> now.isBefore(d.due());
                })
        .isPresent();
  }

  private static boolean passed(Optional<Deadline> deadline, Instant now, boolean reminder) {
    return deadline
        .map(d -> reminder ? d.remindAt() : d.due())
        .filter(at -> !at.isAfter(now))
        .isPresent();
  }

  private Optional<Instant> escalation(
      Supervision supervision, Subject subject, Deadline deadline) {
    List<TimeLimit> after =
        settings.escalation(subject.eventCode(), supervision.severity()).after();
    if (deadline.escalations() >= after.size()) {
      return Optional.empty();
    }
    WorkingCalendar calendar = settings.calendars().of(deadline.calendar());
    return Optional.of(
        calendar.plus(deadline.due(), after.get(deadline.escalations()).in(calendar)));
  }

  private Optional<Deadline> fresh(
      Supervision supervision, Subject subject, OrderStep step, Instant now) {
    return due(supervision, subject, step, now)
        .map(due -> deadline(supervision, subject, step, now, due));
  }

  /** The department's time goes on when it accepts. */
  private Optional<Deadline> handling(Supervision supervision, Subject subject) {
    return supervision
        .handling()
        .map(term -> deadline(supervision, subject, OrderStep.HANDLE, term.from(), term.by()));
  }

  private Deadline deadline(
      Supervision supervision, Subject subject, OrderStep step, Instant since, Instant due) {
    WorkingCalendar calendar = calendar(supervision, subject);
    Duration remind =
        settings.escalation(subject.eventCode(), supervision.severity()).remind().in(calendar);
    Instant half = calendar.plus(since, calendar.between(since, due).dividedBy(2));
    Instant before = calendar.plus(due, remind.negated());
    return new Deadline(
        step,
        calendar.name(),
        since,
        due,
        (before.isBefore(half) ? half : before).truncatedTo(ChronoUnit.MICROS),
        0,
        Deadline.Flag.ON_TIME);
  }

  private Optional<Instant> due(
      Supervision supervision, Subject subject, OrderStep step, Instant from) {
    WorkingCalendar calendar = calendar(supervision, subject);
    return settings
        .limits(subject.eventCode(), supervision.severity())
        .flatMap(rule -> rule.of(step))
        .map(limit -> calendar.plus(from, limit.in(calendar)));
  }

  private WorkingCalendar calendar(Supervision supervision, Subject subject) {
    return settings
        .limits(subject.eventCode(), supervision.severity())
        .map(rule -> settings.calendars().of(rule.calendar()))
        .orElse(WorkingCalendar.NATURAL);
  }

  /** As much working time from the one moment as it was from the other. */
  private static Instant later(WorkingCalendar calendar, Instant time, Instant at, Instant now) {
    return calendar.plus(now, calendar.between(at, time));
  }
}

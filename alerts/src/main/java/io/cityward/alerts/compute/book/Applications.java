package io.cityward.alerts.compute.book;

import static io.cityward.alerts.compute.ComputeDepartment.CITY;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Decision;
import io.cityward.alerts.compute.Application.Draft;
import io.cityward.alerts.compute.Application.State;
import io.cityward.alerts.compute.ApplicationId;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.Headroom;
import io.cityward.alerts.compute.Period;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The way of an application: submitted, then withdrawn, refused or approved, perhaps with other
 * numbers. An approval is held to the arithmetic in the transaction that makes the grant, so that
 * of two that do not fit together only one is made. Safe for any number of threads.
 */
public final class Applications {

  private static final int MOST_PENDING = 100;

  /** Between the caller's clock and ours. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private final Departments departments;
  private final Desk desk;
  private final Granting granting;
  private final ComputePolicy policy;

  Applications(Departments departments, Desk desk, Granting granting, ComputePolicy policy) {
    this.departments = departments;
    this.desk = desk;
    this.granting = granting;
    this.policy = policy;
  }

  /**
   * One application.
   *
   * @throws CityException NOT_FOUND
   */
  public Application get(ApplicationId id) {
    return desk.read(ledger -> ledger.applications().get(id));
  }

  /**
   * A page of applications, newest first.
   *
   * @param of departments; empty for any
   * @param states empty for any
   * @param before only those with a smaller number
   */
  public List<Application> page(Set<String> of, Set<State> states, long before, int limit) {
    return desk.read(ledger -> ledger.applications().page(of, states, before, limit));
  }

  /**
   * Asks for something; that it breaks a guarantee is no reason to refuse it yet.
   *
   * @throws CityException NOT_FOUND (department), INVALID (period, algorithm, cameras), or FULL
   */
  public Outcome<Application> submit(Draft draft, Command command) {
    return desk.change(
        "applications of " + draft.department(),
        "SUBMIT " + Desk.hash(ComputeAudit.of(draft)),
        command,
        ledger -> ledger.applications().submitted(draft.department(), command.key()).orElseThrow(),
        ledger -> submit(ledger, draft, command));
  }

  /**
   * The arithmetic that an approval would be held to now.
   *
   * @throws CityException as {@link #submit}
   */
  public Headroom check(Draft draft) {
    return desk.read(
        ledger -> {
          Period period = period(ledger, draft);
          return granting.headroom(ledger, draft.department(), draft.asked(), period);
        });
  }

  /**
   * The same of an application that was submitted, from now on.
   *
   * @throws CityException NOT_FOUND, or ILLEGAL_STATE if its period is over
   */
  public Headroom check(ApplicationId id) {
    return desk.read(
        ledger -> {
          Application application = ledger.applications().get(id);
          Period period =
              ahead(application.period())
                  .orElseThrow(
                      () ->
                          new CityException(
                              ErrorCode.ILLEGAL_STATE, ApplicationRefusals.over(application)));
          return granting.headroom(ledger, application.department(), application.asked(), period);
        });
  }

  /**
   * Takes an application back.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<Application> withdraw(ApplicationId id, Command command) {
    return onPending(
        id,
        "WITHDRAW",
        command,
        before -> policy.withdraw(command.actor(), before),
        (ledger, before) -> {
          Application after = before.withdrawn();
          store(ledger, before, after, "application.withdraw", "", command);
          return new Outcome.Done<>(after);
        });
  }

  /**
   * Refuses an application.
   *
   * @param basedOn the revision that was looked at
   * @throws CityException NOT_FOUND
   */
  public Outcome<Application> refuse(
      ApplicationId id, long basedOn, String reason, Command command) {
    return decided(
        id,
        basedOn,
        "REFUSE " + basedOn + " " + Desk.hash(reason),
        command,
        (ledger, before) -> {
          Decision word = new Decision(desk.now(), command.actor(), reason, Optional.empty());
          Application after = before.decided(State.REFUSED, word);
          store(ledger, before, after, "application.refuse", reason, command);
          return new Outcome.Done<>(after);
        });
  }

  /**
   * Approves an application as it stands, or what an admin makes of it.
   *
   * @param basedOn the revision that was looked at
   * @throws CityException NOT_FOUND, or INVALID if {@code terms} go beyond what was asked for
   */
  public Outcome<Application> approve(
      ApplicationId id, long basedOn, String reason, Optional<Terms> terms, Command command) {
    String request = "APPROVE " + basedOn + " " + Desk.hash(reason + "\n" + terms);
    return decided(
        id,
        basedOn,
        request,
        command,
        (ledger, before) -> approve(ledger, before, reason, terms, command));
  }

  private Outcome<Application> submit(Ledger ledger, Draft draft, Command command) {
    Period period = period(ledger, draft);
    Optional<String> why =
        policy.apply(
            command.actor(), draft.department(), ledger.departments().members(draft.department()));
    if (why.isPresent()) {
      return Desk.<Application>notAllowed(why).orElseThrow();
    }
    Optional<Outcome<Application>> tooMuch = granting.moreThanExists(draft.asked());
    if (tooMuch.isPresent()) {
      return tooMuch.get();
    }
    if (ledger.applications().pending(draft.department()) >= MOST_PENDING) {
      throw new CityException(
          ErrorCode.FULL,
          "pending applications: " + MOST_PENDING + " (expected: fewer, to submit another)");
    }
    Application application =
        new Application(
            ledger.applications().nextId(),
            draft.department(),
            draft.asked(),
            period,
            draft.reason(),
            State.PENDING,
            desk.now(),
            command.actor(),
            Optional.empty(),
            1);
    ledger.applications().insert(application, command.key());
    desk.note(
        ledger,
        command,
        "application.submit",
        subject(application.id()),
        draft.reason(),
        "",
        ComputeAudit.of(application));
    return new Outcome.Done<>(application);
  }

  private Outcome<Application> approve(
      Ledger ledger, Application before, String reason, Optional<Terms> terms, Command command) {
    terms.ifPresent(changed -> changed.check(before));
    Terms given = terms.orElse(new Terms(before.asked(), before.period()));
    Optional<Period> period = ahead(given.period());
    if (period.isEmpty()) {
      return new Outcome.Refused<>(
          Refusal.ILLEGAL_TRANSITION, ApplicationRefusals.over(before), Map.of());
    }
    Outcome<Grant> made = granting.grant(ledger, before, given.given(), period.get(), command);
    if (made instanceof Outcome.Refused<Grant> refused) {
      return refused.of();
    }
    Grant grant = ((Outcome.Done<Grant>) made).value();
    Decision word = new Decision(desk.now(), command.actor(), reason, Optional.of(grant.id()));
    Application after = before.decided(terms.isPresent() ? State.CHANGED : State.APPROVED, word);
    String action = terms.isPresent() ? "application.change" : "application.approve";
    store(ledger, before, after, action, reason, command);
    return new Outcome.Done<>(after);
  }

  private interface Work {
    Outcome<Application> on(Ledger ledger, Application before);
  }

  private Outcome<Application> decided(
      ApplicationId id, long basedOn, String request, Command command, Work work) {
    return onPending(
        id,
        request,
        command,
        before -> policy.administer(command.actor()),
        (ledger, before) ->
            before.revision() == basedOn
                ? work.on(ledger, before)
                : ApplicationRefusals.stale(before, basedOn));
  }

  /** Work on an application that is still pending; what was decided before answers ABORTED. */
  private Outcome<Application> onPending(
      ApplicationId id,
      String request,
      Command command,
      Function<Application, Optional<String>> allowed,
      Work work) {
    return desk.change(
        "application " + id,
        request,
        command,
        ledger -> ledger.applications().get(id),
        ledger -> {
          Application before = ledger.applications().get(id);
          Optional<String> why = allowed.apply(before);
          if (why.isPresent()) {
            return Desk.<Application>notAllowed(why).orElseThrow();
          }
          return before.state() == State.PENDING
              ? work.on(ledger, before)
              : ApplicationRefusals.decided(before);
        });
  }

  private void store(
      Ledger ledger,
      Application before,
      Application after,
      String action,
      String reason,
      Command command) {
    ledger.applications().update(after);
    desk.note(
        ledger,
        command,
        action,
        subject(after.id()),
        reason,
        ComputeAudit.of(before),
        ComputeAudit.of(after));
  }

  /** The period asked for, of a department that may ask, for things that exist. */
  private Period period(Ledger ledger, Draft draft) {
    departments.get(ledger, draft.department());
    if (draft.department().equals(CITY)) {
      throw CityException.invalid(
          "department_id", CITY, "another department; the city has what is not granted");
    }
    granting.checkExists(draft.asked());
    Instant now = desk.now();
    Instant from = draft.from().orElse(now);
    if (from.isBefore(now.minus(LATE))) {
      throw CityException.invalid("period.from", from, "now or later");
    }
    Instant farthest = now.atOffset(ZoneOffset.UTC).plusYears(1).toInstant();
    if (from.isAfter(farthest)) {
      throw CityException.invalid("period.from", from, "at most a year from now");
    }
    return Terms.period(from.isBefore(now) ? now : from, draft.until());
  }

  /** What of a period is not over yet. */
  private Optional<Period> ahead(Period period) {
    Instant now = desk.now();
    if (!now.isBefore(period.until())) {
      return Optional.empty();
    }
    return Optional.of(now.isAfter(period.from()) ? new Period(now, period.until()) : period);
  }

  private static String subject(ApplicationId id) {
    return "application/" + id;
  }
}

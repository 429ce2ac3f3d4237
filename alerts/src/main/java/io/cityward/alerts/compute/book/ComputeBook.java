package io.cityward.alerts.compute.book;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Arithmetic;
import io.cityward.alerts.compute.ArithmeticWords;
import io.cityward.alerts.compute.DepartmentShare;
import io.cityward.alerts.compute.Entitlements;
import io.cityward.alerts.compute.Grant;
import io.cityward.alerts.compute.GrantId;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.AuditTable;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Department;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may use how much of the pool, and what is granted to whom at any moment. What a method has
 * returned from is stored. Safe for any number of threads.
 *
 * <p>Who schedules asks {@link #entitlements} again and again, as grants begin and end by the
 * clock, and at once whenever {@link #onChange} calls.
 */
public final class ComputeBook {

  private static final Logger LOG = LoggerFactory.getLogger(ComputeBook.class);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final PoolFacts facts;
  private final ComputeSettings settings;
  private final ComputePolicy policy;
  private final Desk desk;
  private final Departments departments;
  private final Applications applications;

  /**
   * @param configured departments of the configuration, which cannot be changed here
   * @param clock its zone is the one in which days begin, in the words of the arithmetic
   */
  public ComputeBook(
      AlertStore store,
      List<Department> configured,
      ComputeSettings settings,
      PoolFacts facts,
      ComputePolicy policy,
      Clock clock) {
    this.facts = facts;
    this.settings = settings;
    this.policy = policy;
    desk = new Desk(store, clock, this::changed);
    departments = new Departments(configured, desk, facts, policy);
    Arithmetic arithmetic = new Arithmetic(new ArithmeticWords(clock.getZone()));
    Granting granting = new Granting(arithmetic, settings, facts, desk);
    applications = new Applications(departments, desk, granting, policy);
  }

  /**
   * Looks whether book and configuration agree; the store must have been started.
   *
   * @throws CityException INVALID when a department is in both
   */
  public void start() {
    departments.check();
  }

  public Departments departments() {
    return departments;
  }

  public Applications applications() {
    return applications;
  }

  /** CU of a capacity that are never guaranteed. */
  public double reserve(double capacity) {
    return capacity * settings.reserve();
  }

  /** Now, by this book's clock. */
  public Instant now() {
    return desk.now();
  }

  /** What each department that has any compute has of the pool at a moment; see there. */
  public Map<String, DepartmentShare> activeShares(Instant at) {
    return entitlements(at).shares();
  }

  /** All grants at a moment, for who asks often. */
  public Entitlements entitlements(Instant at) {
    return new Entitlements(
        at, facts.capacity(), desk.read(ledger -> ledger.grants().activeAt(at)));
  }

  /** Calls whenever something has been stored, on the thread that stored it; be quick. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * One grant.
   *
   * @throws CityException NOT_FOUND
   */
  public Grant grant(GrantId id) {
    return desk.read(ledger -> ledger.grants().get(id));
  }

  /**
   * A page of grants, newest first.
   *
   * @param of departments; empty for any
   * @param activeAt empty for any
   * @param before only those with a smaller number
   */
  public List<Grant> grants(Set<String> of, Optional<Instant> activeAt, long before, int limit) {
    return desk.read(ledger -> ledger.grants().page(of, activeAt, before, limit));
  }

  /**
   * Ends a grant now; one that has not begun never does.
   *
   * @param basedOn the revision that was looked at
   * @throws CityException NOT_FOUND
   */
  public Outcome<Grant> revoke(GrantId id, long basedOn, String reason, Command command) {
    return desk.change(
        "grant " + id,
        "REVOKE " + basedOn + " " + Desk.hash(reason),
        command,
        ledger -> ledger.grants().get(id),
        ledger -> {
          Optional<String> why = policy.administer(command.actor());
          return why.isPresent()
              ? Desk.<Grant>notAllowed(why).orElseThrow()
              : revoke(ledger, ledger.grants().get(id), basedOn, reason, command);
        });
  }

  /**
   * A page of the audit trail, newest first.
   *
   * @param subjects how they begin
   * @param below only entries before this one
   */
  public List<AuditTable.Numbered> audit(String subjects, long below, int limit) {
    return desk.read(ledger -> ledger.audit().page(subjects, below, limit));
  }

  private Outcome<Grant> revoke(
      Ledger ledger, Grant before, long basedOn, String reason, Command command) {
    Instant now = desk.now();
    Grant.State state = before.stateAt(now);
    if (before.revision() != basedOn || state == Grant.State.REVOKED) {
      String what =
          before
              .revocation()
              .map(word -> "revoked by " + word.by() + " at " + word.at())
              .orElse("");
      return new Outcome.Refused<>(
          Refusal.STALE_VERSION,
          "grant "
              + before.id()
              + ": revision "
              + basedOn
              + " (expected: "
              + before.revision()
              + (what.isEmpty() ? "" : ", " + what)
              + "; read it again)",
          Map.of("state", state.name(), "revision", Long.toString(before.revision())));
    }
    if (state == Grant.State.ENDED) {
      return new Outcome.Refused<>(
          Refusal.ILLEGAL_TRANSITION,
          "grant " + before.id() + ": it ended at " + before.ends() + " (expected: not ended)",
          Map.of("state", state.name()));
    }
    Grant after = before.revoked(new Grant.Revocation(now, command.actor(), reason));
    ledger.grants().update(after);
    desk.note(
        ledger,
        command,
        "grant.revoke",
        "grant/" + after.id(),
        reason,
        ComputeAudit.of(before),
        ComputeAudit.of(after));
    return new Outcome.Done<>(after);
  }

  private void changed() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        LOG.error("a change of grants or departments is stored, and was not taken up", e);
      }
    }
  }
}

package io.cityward.alerts.rules;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.area.Area;
import io.cityward.alerts.area.AreaBook;
import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.learned.Proposal;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchCase;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the department of an order: by the first rule that takes it, and, for what none takes, by
 * what was learned. All of it as it is in the transaction that asks.
 */
public final class DepartmentChooser {

  private final AreaBook areas;
  private final RuleBook rules;
  private final LearnedBook learned;
  private final ZoneId zone;

  public DepartmentChooser(AreaBook areas, RuleBook rules, LearnedBook learned, ZoneId zone) {
    this.areas = areas;
    this.rules = rules;
    this.learned = learned;
    this.zone = zone;
  }

  /** One for a book whose configuration has these rules and no areas. */
  public static DepartmentChooser of(AlertStore store, DispatchRules rules, Clock clock) {
    ZoneId zone = ChooserSettings.DEFAULT.zone();
    Set<String> departments = rules.departmentIds();
    return new DepartmentChooser(
        new AreaBook(store, List.of(), departments, clock),
        new RuleBook(rules),
        new LearnedBook(zone),
        zone);
  }

  /** A configured department. */
  public Optional<Department> department(String id) {
    return rules.filed().department(id);
  }

  /**
   * The rule that takes an order.
   *
   * @param severity by its name in lower case; empty while it is not known
   * @param at when it is dispatched
   */
  public Optional<DispatchRules.Choice> byRule(
      Ledger ledger, Subject subject, String severity, Instant at) {
    return rules.current(ledger).choose(caseOf(ledger, subject, severity, at));
  }

  /** What was learned says of an order that waits for a person to name its department. */
  public Optional<Proposal> proposal(Ledger ledger, WorkOrder order) {
    if (!waits(order)) {
      return Optional.empty();
    }
    boolean returned = order.state() == OrderState.RETURNED;
    return learned.propose(
        ledger,
        rules.filed(),
        order.subject(),
        order.createdAt(),
        returned ? order.departmentId() : "");
  }

  /** Whether it waits for a person to name its department. */
  public static boolean waits(WorkOrder order) {
    return order.state() == OrderState.REGISTERED || order.state() == OrderState.RETURNED;
  }

  /** What rules look at. */
  DispatchCase caseOf(Ledger ledger, Subject subject, String severity, Instant at) {
    List<Area> around = areas.current(ledger).around(subject.place());
    DispatchCase bare = DispatchCase.of(subject, at, zone);
    List<String> codes = around.stream().map(Area::code).toList();
    return new DispatchCase(
        subject.eventCode(),
        codes.containsAll(bare.areas())
            ? codes
            : java.util.stream.Stream.concat(bare.areas().stream(), codes.stream()).toList(),
        around.stream().map(Area::department).filter(d -> !d.isEmpty()).findFirst(),
        bare.camera(),
        severity,
        at,
        zone);
  }

  /** Each rule up to the one that takes a case, and what would come of it. */
  Explanation explain(Ledger ledger, Subject subject, String severity, Instant at) {
    DispatchCase c = caseOf(ledger, subject, severity, at);
    DispatchRules now = rules.current(ledger);
    Optional<Proposal> proposal =
        now.choose(c).isPresent()
            ? Optional.empty()
            : learned.propose(ledger, rules.filed(), subject, at, "");
    return new Explanation(c, now.explain(c), proposal);
  }

  /**
   * Why an order would go where it would.
   *
   * @param proposal if no rule takes it and something was learned
   */
  record Explanation(
      DispatchCase asked, List<DispatchRules.Step> steps, Optional<Proposal> proposal) {

    /** What would happen. */
    String words() {
      if (taken().isPresent()) {
        DispatchRules.Step step = taken().get();
        return "rule "
            + step.rule().name()
            + " sends it to "
            + step.department().map(Department::name).orElse("")
            + (step.rule().reviewFirst() ? " once a person has confirmed it" : " at once");
      }
      String then =
          proposal
              .map(
                  p ->
                      (p.byItself() ? "goes to " : "waits for a person, proposed: ")
                          + p.department().name()
                          + ", "
                          + p.words())
              .orElse("waits for a person");
      return "no rule takes it; once confirmed it " + then;
    }

    Optional<DispatchRules.Step> taken() {
      return steps.stream().filter(step -> step.department().isPresent()).findFirst();
    }
  }
}

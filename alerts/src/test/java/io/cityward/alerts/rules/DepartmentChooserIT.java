package io.cityward.alerts.rules;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.area.AreaBook;
import io.cityward.alerts.area.Shapes;
import io.cityward.alerts.book.OrderCommand;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.learned.Proposal;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.RuleConditions;
import io.cityward.alerts.workorder.WorkOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartmentChooserIT {

  private static final Clock CLOCK = Clock.fixed(Findings.at(100), ZoneOffset.UTC);
  private static final Instant MONDAY_MORNING = Findings.START;
  private static final Instant MONDAY_NIGHT = Instant.parse("2026-11-23T23:00:00Z");

  @TempDir Path folder;
  private Book book;
  private final RuleBook rules = new RuleBook(Book.RULES);
  private final LearnedBook learned = new LearnedBook(ZoneOffset.UTC);
  private DepartmentChooser chooser;

  @BeforeEach
  void open() {
    book = new Book(folder);
    AreaBook areas =
        new AreaBook(
            book.store,
            Shapes.areas(
                Shapes.area("G1", "grid", "", "", Shapes.square(121, 31, 1)),
                Shapes.area("harbour", "department", "", "traffic", Shapes.square(121, 31, 2))),
            Set.of("urban", "traffic"),
            CLOCK);
    chooser = new DepartmentChooser(areas, rules, learned, ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    book.close();
  }

  private static DispatchRule rule(
      String name, List<String> areas, String department, RuleConditions when) {
    return new DispatchRule(name, List.of("06010"), areas, department, true, when);
  }

  private static RuleConditions when(String hours, String... severities) {
    return RuleConditions.of(
        hours.isEmpty() ? List.of() : List.of(hours), List.of(severities), List.of());
  }

  private Outcome<RuleBook.Kept> put(long revision, DispatchRule... wanted) {
    return rules.put(book.store, List.of(wanted), revision, false, "li", CLOCK);
  }

  private String chosen(Subject subject, String severity, Instant at) {
    return book.store
        .read(ledger -> chooser.byRule(ledger, subject, severity, at))
        .map(choice -> choice.rule().name() + " -> " + choice.department().id())
        .orElse("nobody");
  }

  private DepartmentChooser.Explanation explain(Subject subject, String severity, Instant at) {
    return book.store.read(ledger -> chooser.explain(ledger, subject, severity, at));
  }

  @Test
  void asksForHoursSeverityAndAreasOfDepartments() {
    put(
        0,
        rule("by day", List.of("G*"), "urban", when("MON-FRI 07:00-21:00")),
        rule("urgent", List.of(), "traffic", when("", "urgent")),
        rule("of the area", List.of("harbour"), "*", RuleConditions.NONE));
    Subject garbage = subject("cam-1", "06010", "");
    assertThat(chosen(garbage, "", MONDAY_MORNING)).isEqualTo("by day -> urban");
    assertThat(chosen(garbage, "urgent", MONDAY_NIGHT)).isEqualTo("urgent -> traffic");
    assertThat(chosen(garbage, "", MONDAY_NIGHT)).isEqualTo("of the area -> traffic");
    Subject elsewhere = garbage.at(new Place("", "", 10, 10));
    assertThat(chosen(elsewhere, "", MONDAY_NIGHT)).isEqualTo("nobody");
  }

  @Test
  void explainsWhyEachRuleBeforeDoesNotTakeIt() {
    put(
        0,
        rule("by day", List.of(), "urban", when("07:00-21:00")),
        rule("urgent", List.of(), "urban", when("", "high", "urgent")),
        rule("of the area", List.of(), "*", RuleConditions.NONE),
        rule("after that", List.of(), "urban", RuleConditions.NONE));
    DepartmentChooser.Explanation why = explain(subject("cam-1", "06010", ""), "", MONDAY_NIGHT);
    assertThat(why.steps())
        .extracting(step -> step.rule().name() + ": " + step.reason())
        .containsExactly(
            "reviewed: event 06010 (expected: one of [09009])",
            "at once: event 06010 (expected: one of [09009])",
            "no system: areas [G1, harbour] (expected: one of [B*])",
            "by day: at 2026-11-23T23:00 (expected: 07:00-21:00)",
            "urgent: severity not known (expected: one of [high, urgent])",
            "of the area: ");
    assertThat(why.words())
        .isEqualTo("rule of the area sends it to Traffic police once a person has confirmed it");
    assertThat(explain(subject("c", "1", "C9"), "", MONDAY_NIGHT).words())
        .isEqualTo("no rule takes it; once confirmed it waits for a person");
  }

  @Test
  void keepsRulesOnlyOnTopOfWhatWasReadAndOnlyRightOnes() {
    DispatchRule fine = rule("fine", List.of(), "urban", when("SAT,SUN", "low"));
    assertThat(put(0, fine)).isEqualTo(new Outcome.Done<>(new RuleBook.Kept(List.of(fine), 1)));
    assertThat(((Outcome.Refused<RuleBook.Kept>) put(0, fine)).reason())
        .isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThatThrownBy(
            () ->
                put(
                    1,
                    rule("reviewed", List.of(), "urban", RuleConditions.NONE),
                    rule("lost", List.of(), "nobody", RuleConditions.NONE)))
        .hasMessage(
            "rules[0].name: reviewed (expected: a name that is not in the configuration's file)\n"
                + "rules[1].department: nobody (expected: one of [urban, traffic])");
    assertThat(rules.put(book.store, List.of(), 1, true, "li", CLOCK))
        .isEqualTo(new Outcome.Done<>(new RuleBook.Kept(List.of(fine), 1)));
    // The configuration has changed since: what it no longer knows is left out.
    assertThat(
            new DispatchRules(Book.RULES.departments().subList(1, 2), List.of())
                .with(List.of(fine))
                .rules())
        .isEmpty();
  }

  @Test
  void sendsAnOrderByARuleOfTheBookAsSoonAsItIsThere() {
    OrderId id = raise("C9", "f-1");
    put(0, new DispatchRule("c", List.of(PARKING), List.of("C9"), "traffic", true));
    book.command(id, OrderAction.REGISTER);
    assertThat(book.order(id).dispatchedBy()).isEqualTo("rule c");
  }

  @Test
  void learnsFromPeopleThenProposesAndBeyondTheThresholdSendsByItself() {
    assertThat(((Outcome.Refused<?>) learned.train(book.store, "li", CLOCK)).message())
        .startsWith("training: 0 decisions for 0 departments (expected: at least 50");
    for (int i = 0; i < 60; i++) {
      boolean odd = i % 2 == 1;
      OrderId id = raise(odd ? "C9" : "D4", "past-" + i);
      book.command(id, OrderAction.REGISTER);
      byHand(id, odd ? "traffic" : "urban");
    }
    var version = (Outcome.Done<LearnedBook.Version>) learned.train(book.store, "li", CLOCK);
    assertThat(version.value().report().accuracy()).isEqualTo(1);
    assertThat(book.store.read(learned::versions)).containsExactly(version.value());

    OrderId waits = raise("C9", "f-1");
    book.command(waits, OrderAction.REGISTER);
    assertThat(book.order(waits).state()).isEqualTo(OrderState.REGISTERED);
    assertThat(lastNote(waits))
        .startsWith(
            "no dispatch rule takes 09009 in area C9; proposed: Traffic police, model 1, confidence");
    assertThat(proposal(waits))
        .hasValueSatisfying(p -> assertThat(p.department().id()).isEqualTo("traffic"));
    assertThat(book.store.<Long>read(ledger -> ledger.dispatch().past().waiting())).isEqualTo(1);

    learned.setThreshold(book.store, 0.7, 0, "li", CLOCK);
    OrderId sent = raise("C9", "f-2");
    book.command(sent, OrderAction.REGISTER);
    WorkOrder order = book.order(sent);
    assertThat(order.departmentId()).isEqualTo("traffic");
    assertThat(order.dispatchedBy()).isEqualTo("learned dispatcher, model 1");
    assertThat(lastNote(sent))
        .matches(
            "to Traffic police: no dispatch rule takes 09009 in area C9; model 1, confidence"
                + " \\d\\.\\d\\d: .*area C9 \\+.*");

    book.command(sent, OrderAction.RETURN);
    assertThat(proposal(sent))
        .hasValueSatisfying(
            p -> {
              assertThat(p.department().id()).isEqualTo("urban");
              assertThat(p.byItself()).isFalse();
            });
  }

  @Test
  void refusesAThresholdBelowChance() {
    assertThatThrownBy(() -> learned.setThreshold(book.store, 0.3, 0, "li", CLOCK))
        .hasMessage("threshold: 0.3 (expected: 0.5 to 1, or 0 for never)");
  }

  private Optional<Proposal> proposal(OrderId id) {
    return book.store.read(ledger -> chooser.proposal(ledger, ledger.orders().get(id)));
  }

  private String lastNote(OrderId id) {
    WorkOrder order = book.order(id);
    return order.history().get(order.history().size() - 1).note();
  }

  private OrderId raise(String area, String finding) {
    book.alerts.record(
        report(subject("cam-" + finding, PARKING, area), finding, "t", Phase.BEGUN, 0, 20, KERB));
    return book.all().get(0).order();
  }

  private void byHand(OrderId id, String department) {
    var unused =
        book.desk.command(
            new OrderCommand(
                id,
                OrderAction.DISPATCH,
                "li",
                "",
                Optional.of(department),
                OptionalLong.empty(),
                UUID.randomUUID().toString()));
  }
}

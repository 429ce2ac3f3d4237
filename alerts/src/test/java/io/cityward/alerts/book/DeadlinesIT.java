package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dedup.Deduplicator;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.OrderStep;
import io.cityward.alerts.supervision.Remark;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.SupervisionRules;
import io.cityward.alerts.supervision.SupervisionSettings;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Timelines of orders, with the usual limits: garbage (06010) is accepted within one and handled
 * within four working hours of its dispatch, throwing (L0001) is urgent, day and night.
 */
class DeadlinesIT {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String GARBAGE = "06010";

  @TempDir Path folder;
  private final List<Notice> told = new ArrayList<>();
  private TestClock clock;
  private SqliteAlertStore store;
  private WorkOrderDesk desk;
  private SupervisionDesk supervision;
  private OrderDeadlines deadlines;
  private DeadlineWatch watch;
  private AlertBook alerts;
  private int keys;

  @BeforeEach
  void open() {
    // A Tuesday.
    clock = TestClock.at(at("2026-11-24T09:00"));
    start();
  }

  private void start() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    deadlines = new OrderDeadlines(new SupervisionRules(SupervisionSettings.usual(SHANGHAI)));
    desk =
        new WorkOrderDesk(
            store,
            DepartmentChooser.of(store, Book.RULES, clock),
            clock,
            () -> {},
            VerdictWatch.NONE,
            deadlines);
    supervision = new SupervisionDesk(store, desk, deadlines, clock, () -> {});
    watch = watch();
    alerts =
        new AlertBook(
            store,
            new Deduplicator(DedupSettings.DEFAULT),
            desk,
            clock,
            new Book.CountingMetrics(),
            () -> {});
  }

  private DeadlineWatch watch() {
    // Running time follows the clock, so that no jump is seen.
    long begin = clock.instant().toEpochMilli();
    return new DeadlineWatch(
        store,
        desk,
        deadlines,
        new SteadyClock(
            clock,
            () -> (clock.instant().toEpochMilli() - begin) * 1_000_000,
            Duration.ofMinutes(5)),
        () -> {});
  }

  @AfterEach
  void close() {
    watch.close();
    store.close();
  }

  @Test
  void isRemindedThenOverdueThenRisesLevelByLevel() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-24T14:30"));

    until("2026-11-24T11:59");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    until("2026-11-24T13:30");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.NEARLY_DUE);
    until("2026-11-24T14:30");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.OVERDUE);
    assertThat(care(id).level()).isEqualTo(Level.COMMUNITY);
    until("2026-11-24T16:30");
    assertThat(care(id).level()).isEqualTo(Level.STREET);
    // A working day of seven and a half hours, and then three.
    until("2026-11-25T14:30");
    assertThat(care(id).level()).isEqualTo(Level.DISTRICT);
    until("2026-11-28T12:00");
    assertThat(care(id).level()).isEqualTo(Level.CITY);
    until("2026-12-24T12:00");

    assertThat(lines(id))
        .containsSubsequence(
            "nearly due: HANDLE until 2026-11-24 14:30 Asia/Shanghai",
            "overdue: HANDLE until 2026-11-24 14:30 Asia/Shanghai",
            "escalated from COMMUNITY to STREET: HANDLE until 2026-11-24 14:30 Asia/Shanghai",
            "escalated from STREET to DISTRICT: HANDLE until 2026-11-24 14:30 Asia/Shanghai",
            "escalated from DISTRICT to CITY: HANDLE until 2026-11-24 14:30 Asia/Shanghai");
    assertThat(tell())
        .extracting(n -> n.kind() + " " + n.level())
        .containsExactly(
            "NEARLY_DUE COMMUNITY",
            "OVERDUE COMMUNITY",
            "ESCALATED STREET",
            "ESCALATED DISTRICT",
            "ESCALATED CITY");
    assertThat(told.get(0).departmentId()).isEqualTo("urban");
    assertThat(told.get(0).due()).contains(at("2026-11-24T14:30"));
  }

  @Test
  void leavesTheVersionAloneWhereNobodyActed() {
    OrderId id = dispatched(GARBAGE);
    long version = order(id).version();
    until("2026-11-24T12:00");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.OVERDUE);
    assertThat(order(id).version()).isEqualTo(version);
  }

  @Test
  void tellsWatchersOfEveryChange() {
    dispatched(GARBAGE);
    long head = store.read(ledger -> ledger.events().head());
    until("2026-11-24T10:00");
    assertThat(store.<Long>read(ledger -> ledger.events().head())).isGreaterThan(head);
  }

  @Test
  void anUrgentOrderKnowsNoNight() {
    clock.set(at("2026-11-28T23:00"));
    OrderId id = dispatched("L0001");
    assertThat(care(id).severity()).isEqualTo(Severity.URGENT);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-28T23:30"));
    until("2026-11-28T23:30");
    assertThat(care(id).level()).isEqualTo(Level.STREET);
  }

  @Test
  void theDepartmentsTimeCountsFromTheDispatch() {
    OrderId id = dispatched(GARBAGE);
    assertThat(deadline(id).step()).isEqualTo(OrderStep.ACCEPT);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-24T10:00"));
    clock.set(at("2026-11-24T11:00"));
    command(id, OrderAction.ACCEPT);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-24T14:30"));
  }

  @Test
  void looksOnceHoweverManyCentersLook() throws Exception {
    OrderId id = dispatched(GARBAGE);
    clock.set(at("2026-11-27T12:00"));
    List<DeadlineWatch> centers = List.of(watch, watch(), watch(), watch());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> looks = new ArrayList<>();
      centers.forEach(center -> looks.add(center::look));
      for (Future<Integer> look : pool.invokeAll(looks)) {
        look.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(lines(id)).filteredOn(line -> line.startsWith("overdue")).hasSize(1);
    assertThat(lines(id)).filteredOn(line -> line.startsWith("escalated")).hasSize(3);
    assertThat(tell()).hasSize(4);
    assertThat(tell()).hasSize(4);
  }

  @Test
  void catchesUpAfterARestartAndKeepsWhatItHasDone() {
    OrderId id = dispatched(GARBAGE);
    until("2026-11-24T10:00");
    watch.close();
    store.close();
    clock.set(at("2026-11-24T12:00"));
    start();
    watch.look();
    assertThat(lines(id)).filteredOn(line -> line.startsWith("overdue")).hasSize(1);
    assertThat(care(id).level()).isEqualTo(Level.STREET);
  }

  @Test
  void aClockThatJumpsIsNotBelievedAtOnceAndWhatItCausedIsTakenBack() {
    OrderId id = dispatched(GARBAGE);
    long[] ran = {0};
    DeadlineWatch careful =
        new DeadlineWatch(
            store,
            desk,
            deadlines,
            new SteadyClock(clock, () -> ran[0], Duration.ofMinutes(5)),
            () -> {});
    clock.set(at("2027-11-24T09:00"));
    assertThat(careful.look()).isZero();
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    ran[0] += Duration.ofMinutes(6).toNanos();
    clock.advance(Duration.ofMinutes(6));
    careful.look();
    assertThat(flag(id)).isEqualTo(Deadline.Flag.OVERDUE);

    clock.set(at("2026-11-24T09:10"));
    careful.look();
    ran[0] += Duration.ofMinutes(6).toNanos();
    clock.advance(Duration.ofMinutes(6));
    careful.look();
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    assertThat(lines(id)).contains("no longer OVERDUE: the clock was ahead");
    careful.close();
  }

  @Test
  void standsStillWhileSuspendedAndResumesByItself() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    clock.set(at("2026-11-24T10:00"));
    // Four hours from nine on: three of them are left.
    suspend(id, at("2026-11-26T10:00"));
    assertThat(order(id).history().get(order(id).history().size() - 1).note())
        .isEqualTo("waits for a crane (until 2026-11-26 10:00 Asia/Shanghai)");
    until("2026-11-26T09:59");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    assertThat(order(id).state()).isEqualTo(OrderState.SUSPENDED);
    until("2026-11-26T10:00");
    assertThat(order(id).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-26T14:30"));
    assertThat(tell()).extracting(Notice::kind).containsExactly(Notice.Kind.RESUMED);
  }

  @Test
  void resumesByHandAndKeepsHowLateItWas() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    until("2026-11-24T15:30");
    suspend(id, at("2026-12-24T10:00"));
    clock.set(at("2026-11-25T10:00"));
    command(id, OrderAction.RESUME);
    assertThat(flag(id)).isEqualTo(Deadline.Flag.OVERDUE);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-25T09:00"));
    until("2026-11-25T11:00");
    assertThat(care(id).level()).isEqualTo(Level.STREET);
    assertThat(lines(id)).filteredOn(line -> line.startsWith("overdue")).hasSize(1);
  }

  @Test
  void refusesASuspensionWithoutAnEnd() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    assertThatThrownBy(() -> suspend(id, at("2026-11-24T08:00")))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("until: 2026-11-24T00:00:00Z (expected: after now");
    assertThatThrownBy(() -> suspend(id, at("2028-11-24T08:00"))).hasMessageContaining("until");
    assertThat(order(id).state()).isEqualTo(OrderState.ACCEPTED);
  }

  @Test
  void givesMoreTimeWhenASupervisorGrantsIt() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    until("2026-11-24T14:40");
    done(supervision.askExtension(request(id, "needs a lorry"), at("2026-11-25T11:00")));
    assertThat(care(id).asked().orElseThrow().by()).isEqualTo("li");
    assertThat(refused(supervision.askExtension(request(id, "more"), at("2026-11-25T12:00"))))
        .isEqualTo(Outcome.Refusal.EXTENSION_PENDING);
    done(supervision.decideExtension(request(id, ""), true));
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-25T11:00"));
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    until("2026-11-25T11:00");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.OVERDUE);
    assertThat(tell())
        .extracting(Notice::kind)
        .containsSubsequence(
            Notice.Kind.OVERDUE,
            Notice.Kind.EXTENSION_ASKED,
            Notice.Kind.EXTENSION_GRANTED,
            Notice.Kind.OVERDUE);
    assertThat(remarks(id))
        .containsExactly(Remark.Kind.EXTENSION_GRANTED, Remark.Kind.EXTENSION_ASKED);
  }

  @Test
  void extendsOnlyWhatRunsAndOnlySoOften() {
    OrderId id = dispatched(GARBAGE);
    assertThat(refused(supervision.askExtension(request(id, "why"), at("2026-11-25T11:00"))))
        .isEqualTo(Outcome.Refusal.ILLEGAL_TRANSITION);
    command(id, OrderAction.ACCEPT);
    assertThatThrownBy(() -> supervision.askExtension(request(id, "x"), at("2026-11-24T14:00")))
        .hasMessageContaining("after now and the deadline");
    assertThatThrownBy(() -> supervision.askExtension(request(id, "x"), at("2027-11-24T14:00")))
        .hasMessageContaining("not after");
    for (int day = 25; day < 27; day++) {
      done(supervision.askExtension(request(id, "why"), at("2026-11-" + day + "T11:00")));
      done(supervision.decideExtension(request(id, ""), true));
    }
    assertThat(refused(supervision.askExtension(request(id, "why"), at("2026-11-27T11:00"))))
        .isEqualTo(Outcome.Refusal.NO_MORE_EXTENSIONS);
    assertThat(refused(supervision.decideExtension(request(id, ""), true)))
        .isEqualTo(Outcome.Refusal.NO_EXTENSION_ASKED);
  }

  @Test
  void aRequestForTimeLapsesWhenTheOrderMoves() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    done(supervision.askExtension(request(id, "why"), at("2026-11-25T11:00")));
    command(id, OrderAction.HANDLE);
    assertThat(care(id).asked()).isEmpty();
    assertThat(lines(id)).contains("the request for more time lapses");
  }

  @Test
  void countsUrgesAndTellsTheDepartment() {
    OrderId id = dispatched(GARBAGE);
    done(supervision.urge(request(id, "the mayor waits"), Optional.of(at("2026-11-24T10:00"))));
    done(supervision.urge(request(id, "still"), Optional.empty()));
    assertThat(care(id).urges()).isEqualTo(2);
    assertThat(lines(id))
        .contains("urged until 2026-11-24 10:00 Asia/Shanghai: the mayor waits", "urged: still");
    assertThat(tell()).extracting(Notice::kind).containsOnly(Notice.Kind.URGED).hasSize(2);
    command(id, OrderAction.REJECT);
    assertThat(refused(supervision.urge(request(id, "again"), Optional.empty())))
        .isEqualTo(Outcome.Refusal.ORDER_FINISHED);
  }

  @Test
  void anotherSeverityHasOtherLimits() {
    OrderId id = dispatched(GARBAGE);
    long version = order(id).version();
    clock.set(at("2026-11-24T09:10"));
    done(supervision.changeSeverity(request(id, "school next door"), Severity.URGENT));
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-24T09:30"));
    assertThat(care(id).handling().orElseThrow().by()).isEqualTo(at("2026-11-24T13:00"));
    assertThat(order(id).version()).isEqualTo(version + 1);
    assertThat(lines(id))
        .contains(
            "severity NORMAL -> URGENT (ACCEPT until 2026-11-24 09:30 Asia/Shanghai):"
                + " school next door");
  }

  @Test
  void goesToAnotherDepartmentWithoutAReturn() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    clock.set(at("2026-11-24T15:00"));
    done(supervision.redispatch(request(id, "theirs"), "traffic"));
    assertThat(order(id).departmentId()).isEqualTo("traffic");
    assertThat(order(id).state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-24T16:00"));
    assertThatThrownBy(() -> supervision.redispatch(request(id, "again"), "traffic"))
        .hasMessageContaining("another department");
    command(id, OrderAction.ACCEPT);
    command(id, OrderAction.HANDLE);
    Outcome<WorkOrder> outcome = supervision.redispatch(request(id, "no"), "urban");
    assertThat(((Outcome.Refused<WorkOrder>) outcome).message())
        .isEqualTo(
            id
                + ": to another department is not possible in HANDLED (expected: one of"
                + " [DISPATCHED, ACCEPTED, REWORK]; possible now: VERIFY, CLOSE, SEND_BACK)");
  }

  @Test
  void aReworkHasItsOwnTime() {
    OrderId id = dispatched(GARBAGE);
    command(id, OrderAction.ACCEPT);
    until("2026-11-24T14:35");
    command(id, OrderAction.HANDLE);
    assertThat(deadline(id).step()).isEqualTo(OrderStep.VERIFY);
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
    clock.set(at("2026-11-24T15:00"));
    command(id, OrderAction.VERIFY);
    assertThat(deadline(id).since()).isEqualTo(at("2026-11-24T14:35"));
    command(id, OrderAction.SEND_BACK);
    command(id, OrderAction.ACCEPT);
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-25T10:00"));
    command(id, OrderAction.HANDLE);
    command(id, OrderAction.CLOSE);
    assertThat(care(id).deadline()).isEmpty();
    until("2027-01-01T00:00");
    assertThat(flag(id)).isEqualTo(Deadline.Flag.ON_TIME);
  }

  @Test
  void saysThatAnotherOperatorWasFaster() {
    OrderId id = dispatched(GARBAGE);
    long seen = order(id).version();
    done(supervision.changeSeverity(request(id, "x"), Severity.LOW));
    OrderRequest late = new OrderRequest(id, "wang", "y", OptionalLong.of(seen), "late");
    assertThat(refused(supervision.changeSeverity(late, Severity.HIGH)))
        .isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThat(care(id).severity()).isEqualTo(Severity.LOW);
  }

  @Test
  void saysTheSameOnceForTheSameKey() {
    OrderId id = dispatched(GARBAGE);
    OrderRequest once = new OrderRequest(id, "li", "look at this", OptionalLong.empty(), "k");
    done(supervision.comment(once));
    done(supervision.comment(once));
    assertThat(care(id).counts().comments()).isEqualTo(1);
    assertThat(refused(supervision.urge(once, Optional.empty())))
        .isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void beginsToLookAfterTheOrdersOfAnOlderBook() throws Exception {
    OrderId id = dispatched(GARBAGE);
    try (Connection book = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("book.db"));
        Statement statement = book.createStatement()) {
      statement.execute("DELETE FROM order_supervision");
    }
    clock.set(at("2026-11-27T09:00"));
    watch().look();
    assertThat(deadline(id).due()).isEqualTo(at("2026-11-27T10:00"));
  }

  @Test
  void aNoticeThatIsNotTakenComesAgain() {
    OrderId id = dispatched(GARBAGE);
    done(supervision.urge(request(id, "x"), Optional.empty()));
    int[] tries = {0};
    NoticeTeller teller =
        new NoticeTeller(
            store,
            notice -> {
              if (tries[0]++ == 0) {
                throw new IllegalStateException("mail server is down");
              }
              told.add(notice);
            },
            clock);
    assertThat(teller.tell()).isZero();
    assertThat(teller.tell()).isZero();
    clock.advance(Duration.ofSeconds(2));
    assertThat(teller.tell()).isOne();
    clock.advance(Duration.ofDays(1));
    assertThat(teller.tell()).isZero();
    assertThat(told).hasSize(1);
    teller.close();
  }

  private OrderId dispatched(String code) {
    FindingReport report =
        report(subject("cam-1", code, "C1"), "f-" + code, "t-1", Phase.BEGUN, 0, 20, KERB);
    OrderId id = store.read(ledger -> ledger.alerts().get(alerts.record(report).alert())).order();
    command(id, OrderAction.REGISTER);
    done(
        desk.command(
            new OrderCommand(
                id,
                OrderAction.DISPATCH,
                "li",
                "",
                Optional.of("urban"),
                OptionalLong.empty(),
                "d")));
    return id;
  }

  private void until(String local) {
    Instant end = at(local);
    while (clock.instant().isBefore(end)) {
      Instant next = clock.instant().plus(Duration.ofMinutes(10));
      clock.set(next.isBefore(end) ? next : end);
      watch.look();
    }
  }

  private void command(OrderId id, OrderAction action) {
    done(desk.command(Book.command(id, action, "key-" + keys++)));
  }

  private void suspend(OrderId id, Instant until) {
    done(
        desk.command(
            new OrderCommand(
                id,
                OrderAction.SUSPEND,
                "li",
                "waits for a crane",
                Optional.empty(),
                OptionalLong.empty(),
                Optional.of(until),
                "key-" + keys++)));
  }

  private OrderRequest request(OrderId id, String note) {
    return new OrderRequest(id, "li", note, OptionalLong.empty(), "key-" + keys++);
  }

  private static void done(Outcome<WorkOrder> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  private static Outcome.Refusal refused(Outcome<WorkOrder> outcome) {
    return ((Outcome.Refused<WorkOrder>) outcome).reason();
  }

  private List<Notice> tell() {
    NoticeTeller teller = new NoticeTeller(store, told::add, clock);
    teller.tell();
    teller.close();
    return told;
  }

  private WorkOrder order(OrderId id) {
    return store.read(ledger -> ledger.orders().get(id));
  }

  private Supervision care(OrderId id) {
    return order(id).supervision();
  }

  private Deadline deadline(OrderId id) {
    return care(id).deadline().orElseThrow();
  }

  private Deadline.Flag flag(OrderId id) {
    return care(id).flag();
  }

  private List<String> lines(OrderId id) {
    return order(id).history().stream().map(HistoryEntry::note).toList();
  }

  private List<Remark.Kind> remarks(OrderId id) {
    return store
        .<List<Remark>>read(
            ledger -> ledger.followUp().remarks().page(id, Set.of(), Long.MAX_VALUE, 100))
        .stream()
        .map(Remark::kind)
        .toList();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }
}

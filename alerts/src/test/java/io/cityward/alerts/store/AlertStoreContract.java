package io.cityward.alerts.store;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.snapshot;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.attachment.AttachmentId;
import io.cityward.alerts.attachment.FileType;
import io.cityward.alerts.calibration.JudgedScore;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import io.cityward.alerts.report.CaseDraft;
import io.cityward.alerts.report.CaseReport;
import io.cityward.alerts.report.CaseSource;
import io.cityward.alerts.report.ReportId;
import io.cityward.alerts.report.Reporter;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.ExtensionRequest;
import io.cityward.alerts.supervision.OrderStep;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.supervision.Supervision;
import io.cityward.alerts.supervision.Suspension;
import io.cityward.alerts.supervision.Term;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database for the book must do. */
abstract class AlertStoreContract {

  private AlertStore store;

  /** A store on the same, at first empty, database each time; not started. */
  abstract AlertStore create();

  @BeforeEach
  void start() {
    store = create();
    store.start();
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void givesBackAnAlertAsItWasGiven() {
    Alert alert = add("cam-1", "A1");
    assertThat(store.<Alert>read(ledger -> ledger.alerts().get(alert.id()))).isEqualTo(alert);
    Alert seen =
        alert.seen(report("f", "t-2", Phase.ENDED, 90, KERB), true, false).shown(snapshot("f"));
    write(
        ledger -> {
          ledger.evidence().add(seen.id(), snapshot("f"));
          ledger.alerts().update(seen);
        });
    assertThat(store.<Alert>read(ledger -> ledger.alerts().get(alert.id()))).isEqualTo(seen);
  }

  @Test
  void givesBackAnOrderWithHistoryAndDelivery() {
    WorkOrder order =
        order(add("cam-1", "A1"))
            .dispatched(
                new Department("urban", "Urban", Optional.of("city-hall")), "rule 1", at(30));
    HistoryEntry entry =
        new HistoryEntry(
            at(30),
            "li",
            Optional.of(OrderAction.DISPATCH),
            Optional.of(OrderState.REGISTERED),
            OrderState.DISPATCHED,
            "to Urban");
    write(
        ledger -> {
          ledger.orders().update(order);
          ledger.orders().addHistory(order.id(), entry);
          ledger.outbox().put(order);
        });
    assertThat(store.<WorkOrder>read(ledger -> ledger.orders().get(order.id())))
        .isEqualTo(order.with(List.of(entry)));
    assertThat(
            store.<Optional<OutboxTable.Due>>read(
                ledger -> ledger.outbox().due("city-hall", at(30))))
        .isPresent();
    assertThat(
            store.<Optional<OutboxTable.Due>>read(
                ledger -> ledger.outbox().due("city-hall", at(29))))
        .isEmpty();
    assertThat(
            store.<Optional<OutboxTable.Due>>read(ledger -> ledger.outbox().due("another", at(30))))
        .isEmpty();
  }

  @Test
  void givesBackHowAnOrderIsLookedAfter() {
    WorkOrder order = order(add("cam-1", "A1"));
    Supervision full =
        new Supervision(
            Severity.URGENT,
            Level.DISTRICT,
            Optional.of(
                new Deadline(
                    OrderStep.HANDLE, "working", at(1), at(100), at(50), 2, Deadline.Flag.OVERDUE)),
            Optional.of(new Term(at(1), at(100))),
            Optional.of(new Suspension(at(60), at(70))),
            Optional.of(new ExtensionRequest(at(200), "no lorry", "li", at(55))),
            1,
            3,
            Optional.of(at(90)),
            new Supervision.Counts(1, 0, 0));
    write(
        ledger -> {
          ledger.followUp().supervision().put(order.id(), Supervision.NONE, Optional.empty());
          ledger.followUp().supervision().count(order.id(), SupervisionTable.Count.COMMENTS);
          ledger.followUp().supervision().put(order.id(), full, Optional.of(at(70)));
        });
    assertThat(store.<WorkOrder>read(ledger -> ledger.orders().get(order.id())).supervision())
        .isEqualTo(full);
    assertThat(store.<List<OrderId>>read(l -> l.followUp().supervision().due(at(70), 10)))
        .containsExactly(order.id());
    assertThat(store.<List<OrderId>>read(l -> l.followUp().supervision().due(at(69), 10)))
        .isEmpty();
    assertThat(store.<List<OrderId>>read(l -> l.followUp().supervision().untended(10))).isEmpty();
    assertThat(
            store.<List<OrderId>>read(
                ledger ->
                    ledger
                        .followUp()
                        .supervision()
                        .page(
                            Set.of(Deadline.Flag.OVERDUE),
                            Set.of(Level.DISTRICT),
                            Set.of(),
                            Set.of(),
                            0,
                            10)))
        .containsExactly(order.id());
  }

  @Test
  void keepsANoticeOnceUntilItIsTold() {
    WorkOrder order = order(add("cam-1", "A1"));
    Notice notice =
        new Notice(
            order.id() + "/OVERDUE",
            Notice.Kind.OVERDUE,
            Level.STREET,
            "urban",
            "Urban",
            order.id(),
            "09009",
            order.subject().eventName(),
            order.subject().place(),
            Optional.of(at(100)),
            "overdue",
            at(100));
    write(
        ledger -> {
          assertThat(ledger.followUp().notices().add(notice)).isTrue();
          assertThat(ledger.followUp().notices().add(notice)).isFalse();
        });
    List<NoticeTable.Waiting> taken = take(at(100), at(160));
    assertThat(taken).extracting(NoticeTable.Waiting::notice).containsExactly(notice);
    assertThat(take(at(159), at(200))).isEmpty();
    assertThat(take(at(160), at(200))).hasSize(1);
    write(ledger -> ledger.followUp().notices().told(taken.get(0).seq()));
    assertThat(take(at(1000), at(2000))).isEmpty();
  }

  private List<NoticeTable.Waiting> take(Instant now, Instant until) {
    return store.write(ledger -> ledger.followUp().notices().take(now, until, 10));
  }

  @Test
  void givesBackAReportAndAFile() {
    Alert alert = add("cam-1", "A1");
    WorkOrder order = order(alert);
    CaseReport report =
        new CaseReport(
            new ReportId(1),
            alert.id(),
            order.id(),
            new CaseDraft(
                CaseSource.CITIZEN,
                "app",
                "k",
                "09009",
                "Parking",
                order.subject().place(),
                "a car",
                new Reporter("Wang", "138"),
                at(5),
                "li"),
            at(6),
            true,
            "near");
    Attachment file =
        new Attachment(
            new AttachmentId(1),
            order.id(),
            "a.jpg",
            FileType.JPEG,
            3,
            "0".repeat(64),
            "/evidence/x",
            "note",
            at(7),
            "li");
    write(
        ledger -> {
          ledger.followUp().reports().insert(report);
          ledger.followUp().attachments().insert(file);
        });
    assertThat(
            store.<Optional<CaseReport>>read(
                ledger -> ledger.followUp().reports().find("app", "k")))
        .contains(report);
    assertThat(
            store.<List<CaseReport>>read(
                ledger ->
                    ledger
                        .followUp()
                        .reports()
                        .page(Optional.of(alert.id()), Set.of(CaseSource.CITIZEN), 9, 10)))
        .containsExactly(report);
    assertThat(
            store.<List<Attachment>>read(
                ledger -> ledger.followUp().attachments().page(order.id(), 9, 10)))
        .containsExactly(file);
    assertThat(
            store.<List<Alert>>read(
                ledger ->
                    ledger
                        .alerts()
                        .openAt("09009", order.subject().place(), new double[] {0.01, 0.01}, 10)))
        .extracting(Alert::id)
        .containsExactly(alert.id());
  }

  @Test
  void undoesEverythingOfAFailedWrite() {
    Alert alert = add("cam-1", "A1");
    long head = store.read(ledger -> ledger.events().head());
    assertThatThrownBy(
            () ->
                write(
                    ledger -> {
                      ledger.events().append(EventLog.Kind.ALERT_UPDATED, alert.id());
                      ledger.alerts().closeCase(alert.id(), at(40));
                      throw new IllegalStateException("half-way");
                    }))
        .hasMessage("half-way");
    assertThat(store.<Long>read(ledger -> ledger.events().head())).isEqualTo(head);
    assertThat(
            store.<List<Alert>>read(ledger -> ledger.alerts().open(new CameraId("cam-1"), "09009")))
        .hasSize(1);
  }

  @Test
  void keepsWhatWasWrittenWhenItIsOpenedAgain() {
    Alert alert = add("cam-1", "A1");
    store.close();
    store = create();
    store.start();
    assertThat(store.<Alert>read(ledger -> ledger.alerts().get(alert.id()))).isEqualTo(alert);
  }

  @Test
  void numbersTheEventsOfManyWritersWithoutAHole() throws Exception {
    Alert alert = add("cam-1", "A1");
    Callable<Void> append =
        () -> {
          write(ledger -> ledger.events().append(EventLog.Kind.ALERT_UPDATED, alert.id()));
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      for (Future<Void> done : pool.invokeAll(Collections.nCopies(200, append))) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.<List<EventLog.Entry>>read(ledger -> ledger.events().after(0, 1000)))
        .extracting(EventLog.Entry::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void forgetsOldEventsAndSaysWhatItHas() {
    Alert alert = add("cam-1", "A1");
    for (int i = 0; i < 10; i++) {
      write(ledger -> ledger.events().append(EventLog.Kind.ALERT_UPDATED, alert.id()));
    }
    write(ledger -> ledger.events().prune(7));
    assertThat(store.<Optional<Long>>read(ledger -> ledger.events().oldest())).contains(8L);
    write(ledger -> ledger.events().prune(10));
    assertThat(store.<Optional<Long>>read(ledger -> ledger.events().oldest())).isEmpty();
    assertThat(store.<Long>read(ledger -> ledger.events().head())).isEqualTo(10);
  }

  @Test
  void pagesAlertsNewestFirstByEveryFilter() {
    List<AlertId> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(0, add(i % 2 == 0 ? "cam-1" : "cam-2", "A1").id());
    }
    assertThat(page(AlertFilter.ANY, Long.MAX_VALUE, 3)).isEqualTo(ids.subList(0, 3));
    assertThat(page(AlertFilter.ANY, ids.get(2).number(), 10)).isEqualTo(ids.subList(3, 7));
    assertThat(page(filter(Set.of(new CameraId("cam-2")), Set.of()), Long.MAX_VALUE, 10))
        .containsExactly(ids.get(1), ids.get(3), ids.get(5));
    assertThat(page(filter(Set.of(), Set.of(AlertState.ENDED)), Long.MAX_VALUE, 10)).isEmpty();
    AlertFilter late =
        new AlertFilter(
            Set.of(),
            Set.of("illegal-parking"),
            Set.of(),
            Set.of(Verdict.PENDING),
            Optional.of(at(25)),
            Optional.of(at(26)));
    assertThat(page(late, Long.MAX_VALUE, 10)).hasSize(7);
  }

  @Test
  void tellsTheVerdictsOfASceneAtACameraNewestFirst() {
    Alert confirmed = add("cam-1", "A1").judged(new Judgement(Verdict.CONFIRMED, "li", ""));
    Alert rejected = add("cam-1", "A1").judged(new Judgement(Verdict.REJECTED, "li", "a sign"));
    Alert elsewhere = add("cam-2", "A1").judged(new Judgement(Verdict.REJECTED, "li", "a sign"));
    Alert pending = add("cam-1", "A1");
    write(
        ledger ->
            List.of(confirmed, rejected, elsewhere).forEach(one -> ledger.alerts().update(one)));
    CameraId camera = pending.subject().camera();
    String scene = pending.subject().scene();
    Instant since = pending.raisedAt();
    assertThat(
            store.<List<JudgedScore>>read(
                ledger -> ledger.alerts().judged(camera, scene, since, 10)))
        .containsExactly(judged(rejected), judged(confirmed));
    assertThat(
            store.<List<JudgedScore>>read(
                ledger -> ledger.alerts().judged(camera, scene, since, 1)))
        .containsExactly(judged(rejected));
    assertThat(store.<Integer>read(ledger -> ledger.alerts().unjudged(camera, scene, since)))
        .isEqualTo(1);
    Instant later = since.plusSeconds(1);
    assertThat(
            store.<List<JudgedScore>>read(
                ledger -> ledger.alerts().judged(camera, scene, later, 10)))
        .isEmpty();
    assertThat(store.<Integer>read(ledger -> ledger.alerts().unjudged(camera, "other", since)))
        .isZero();
  }

  private static JudgedScore judged(Alert alert) {
    boolean confirmed = alert.judgement().verdict() == Verdict.CONFIRMED;
    return new JudgedScore(alert.score(), confirmed, alert.raisedAt(), alert.foundBy());
  }

  @Test
  void offersOnlyOpenCasesOfTheCameraAndCode() {
    Alert open = add("cam-1", "A1");
    Alert closed = add("cam-1", "A1");
    add("cam-2", "A1");
    write(ledger -> ledger.alerts().closeCase(closed.id(), at(40)));
    assertThat(
            store.<List<Alert>>read(ledger -> ledger.alerts().open(new CameraId("cam-1"), "09009")))
        .extracting(Alert::id)
        .containsExactly(open.id());
    assertThat(
            store.<List<Alert>>read(ledger -> ledger.alerts().open(new CameraId("cam-1"), "06010")))
        .isEmpty();
  }

  @Test
  void pagesOrdersByStateAndDepartment() {
    WorkOrder first = order(add("cam-1", "A1"));
    WorkOrder second = order(add("cam-1", "A1")).moved(OrderState.REGISTERED, at(40));
    write(ledger -> ledger.orders().update(second));
    assertThat(orders(Set.of(), Set.of())).containsExactly(second, first);
    assertThat(orders(Set.of(OrderState.PENDING_REVIEW), Set.of())).containsExactly(first);
    assertThat(orders(Set.of(), Set.of("urban"))).isEmpty();
  }

  @Test
  void saysSoWhenThereIsNoSuchThing() {
    assertThatThrownBy(() -> store.read(ledger -> ledger.alerts().get(new AlertId(77))))
        .isInstanceOf(CityException.class)
        .hasMessage("alert: A-0000000077 (no such alert)");
  }

  @Test
  void remembersTextsThatLookLikeSql() {
    write(ledger -> ledger.commands().add("A-1", "'; DROP TABLE alerts; --", "x", at(1)));
    assertThat(
            store.<Optional<String>>read(
                ledger -> ledger.commands().find("A-1", "'; DROP TABLE alerts; --")))
        .contains("x");
  }

  private Alert add(String camera, String area) {
    FindingReport report =
        report(subject(camera, "09009", area), "f", "t-1", Phase.BEGUN, 0, 20, KERB);
    return store.write(
        ledger -> {
          Alert alert =
              Alert.opened(
                  ledger.alerts().nextId(), ledger.orders().nextId(), report, at(25), "test");
          ledger.alerts().insert(alert);
          ledger.orders().insert(order(alert));
          return alert;
        });
  }

  private static WorkOrder order(Alert alert) {
    return WorkOrder.opened(
        alert.order(), alert.id(), alert.subject(), OrderState.PENDING_REVIEW, at(25));
  }

  private void write(Consumer<Ledger> work) {
    store.write(
        ledger -> {
          work.accept(ledger);
          return null;
        });
  }

  private List<AlertId> page(AlertFilter filter, long before, int limit) {
    return store.read(ledger -> ledger.alerts().page(filter, before, limit)).stream()
        .map(Alert::id)
        .toList();
  }

  private List<WorkOrder> orders(Set<OrderState> states, Set<String> departments) {
    return store.read(ledger -> ledger.orders().page(states, departments, Long.MAX_VALUE, 10));
  }

  private static AlertFilter filter(Set<CameraId> cameras, Set<AlertState> states) {
    return new AlertFilter(cameras, Set.of(), states, Set.of(), Optional.empty(), Optional.empty());
  }
}

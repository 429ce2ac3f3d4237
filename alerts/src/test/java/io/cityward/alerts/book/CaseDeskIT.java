package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.FAR;
import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.snapshot;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.store.AuditTable;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CameraId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseDeskIT {

  private static final AlertId FIRST = new AlertId(1);
  private static final AlertId SECOND = new AlertId(2);

  @TempDir Path folder;
  private Book book;

  @BeforeEach
  void open() {
    book = new Book(folder);
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void aMergedCaseLivesOnInTheOther() {
    raiseTwo("C1");
    long head = head();
    Regrouped merged = done(merge(FIRST, SECOND, "k"));

    Alert kept = merged.kept();
    assertThat(kept.sightings()).isEqualTo(2);
    assertThat(kept.lineage().otherCameras()).containsExactly(new CameraId("cam-2"));
    assertThat(kept.evidence()).containsExactly(snapshot("f-1"), snapshot("g-1"));
    assertThat(book.sightings(FIRST)).extracting(Sighting::position).containsExactly(1, 2);
    assertThat(book.sightings(FIRST).get(1).reason()).startsWith("from A-0000000002, merged by li");

    Alert duplicate = merged.other();
    assertThat(duplicate.judgement().verdict()).isEqualTo(Verdict.DUPLICATE);
    assertThat(duplicate.lineage().duplicateOf()).contains(FIRST);
    assertThat(duplicate.state()).isEqualTo(AlertState.ENDED);
    assertThat(book.order(duplicate.order()).state()).isEqualTo(OrderState.REJECTED);
    assertThat(lastNote(duplicate))
        .isEqualTo("duplicate of A-0000000001 (W-0000000001): one truck");
    assertThat(lastNote(kept)).isEqualTo("took in A-0000000002 (W-0000000002): one truck");
    assertThat(changedSince(head)).contains("A1", "A2", "W1", "W2");
    assertThat(audit()).extracting(AuditEntry::action).containsExactly("case.merge");
  }

  @Test
  void whatTheDuplicateReportsLaterCountsForTheOther() {
    raiseTwo("C1");
    done(merge(FIRST, SECOND, "k"));
    say("cam-2", "g-1", "t-2", Phase.ONGOING, 200);
    assertThat(book.alert(1).lastSeenAt()).isEqualTo(at(200));
    assertThat(book.alert(1).box()).isEqualTo(KERB);
    assertThat(book.alert(2).lastSeenAt()).isEqualTo(at(21));
    // A new track where the duplicate was seen joins as well.
    book.alerts.record(
        report(subject("cam-2", PARKING, "C1"), "g-2", "t-3", Phase.BEGUN, 0, 210, FAR));
    assertThat(book.all()).hasSize(2);
    assertThat(book.alert(1).sightings()).isEqualTo(3);
    book.alerts.attachEvidence(new FindingId("g-1"), snapshot("clip-of-g-1"));
    assertThat(book.alert(1).evidence()).hasSize(3);
  }

  @Test
  void splittingUndoesAMerge() {
    raiseTwo("C1");
    Alert before = book.alert(2);
    done(merge(FIRST, SECOND, "k"));
    say("cam-2", "g-1", "t-2", Phase.ONGOING, 200);
    long head = head();
    SplitCommand undo = split(FIRST, List.of(), Optional.of(SECOND), "u");
    Regrouped parted = done(book.cases.split(undo));

    assertThat(parted.kept().sightings()).isOne();
    assertThat(parted.kept().evidence()).containsExactly(snapshot("f-1"));
    assertThat(parted.kept().lineage().otherCameras()).isEmpty();
    Alert back = parted.other();
    assertThat(back.subject()).isEqualTo(before.subject());
    assertThat(back.box()).isEqualTo(before.box());
    assertThat(back.evidence()).containsExactly(snapshot("g-1"));
    assertThat(back.lineage().splitFrom()).contains(FIRST);
    assertThat(back.lastSeenAt()).isEqualTo(at(200));
    assertThat(book.order(back.order()).state()).isEqualTo(OrderState.PENDING_REVIEW);
    assertThat(changedSince(head)).contains("A1", "A3", "W1", "W3");

    say("cam-2", "g-1", "t-2", Phase.ENDED, 220);
    assertThat(book.alert(3).state()).isEqualTo(AlertState.ENDED);
    assertThat(book.alert(1).state()).isEqualTo(AlertState.ONGOING);
    assertThat(done(book.cases.split(undo)).other().id()).isEqualTo(new AlertId(3));
    assertThat(book.all()).hasSize(3);
  }

  @Test
  void splitsASightingThatDoesNotBelong() {
    say("cam-1", "f-1", "t-1", Phase.BEGUN, 20);
    say("cam-1", "f-2", "t-2", Phase.BEGUN, 60);
    assertThat(book.only().sightings()).isEqualTo(2);
    Regrouped parted =
        done(book.cases.split(split(FIRST, List.of(new FindingId("f-2")), Optional.empty(), "u")));
    assertThat(parted.kept().lastSeenAt()).isEqualTo(at(20));
    assertThat(parted.other().lastSeenAt()).isEqualTo(at(60));
    assertThat(parted.other().reason()).isEqualTo("split off A-0000000001 by li: one truck");
    assertThat(audit()).extracting(AuditEntry::action).containsExactly("case.split");
  }

  @Test
  void refusesToSplitWhatIsNotThereAndToLeaveNothing() {
    raiseTwo("C1");
    assertThat(reason(split(List.of("g-1")))).isEqualTo(Outcome.Refusal.NOT_PART_OF_CASE);
    assertThat(reason(split(List.of("f-1", "never")))).isEqualTo(Outcome.Refusal.NOT_PART_OF_CASE);
    assertThat(reason(split(List.of("f-1")))).isEqualTo(Outcome.Refusal.NOTHING_LEFT);
    book.command(book.alert(1).order(), OrderAction.REJECT);
    assertThat(reason(split(List.of("f-1")))).isEqualTo(Outcome.Refusal.CASE_FINISHED);
  }

  @Test
  void mergesOncePerKeyAndTellsTheSecondOperator() {
    raiseTwo("C1");
    Regrouped merged = done(merge(FIRST, SECOND, "k"));
    long head = head();
    assertThat(done(merge(FIRST, SECOND, "k"))).isEqualTo(merged);
    assertThat(head()).isEqualTo(head);
    assertThat(reason(merge(FIRST, SECOND, "another"))).isEqualTo(Outcome.Refusal.ALREADY_MERGED);
    assertThat(
            reason(
                book.cases.merge(
                    new MergeCommand(
                        FIRST,
                        SECOND,
                        "wang",
                        "",
                        OptionalLong.of(1),
                        OptionalLong.empty(),
                        "k-2"))))
        .isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThatThrownBy(() -> merge(FIRST, FIRST, "k-3"))
        .hasMessage("duplicate_of: A-0000000001 (expected: another alert)");
  }

  @Test
  void ofTwoWhoMergeEachIntoTheOtherOneIsRefused() throws Exception {
    raiseTwo("C1");
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Outcome<Regrouped>>> both =
          List.of(() -> merge(FIRST, SECOND, "a"), () -> merge(SECOND, FIRST, "b"));
      List<Outcome<Regrouped>> outcomes = new ArrayList<>();
      for (Future<Outcome<Regrouped>> done : pool.invokeAll(both)) {
        outcomes.add(done.get());
      }
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Done).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
    assertThat(book.all()).extracting(Alert::sightings).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void anOrderThatIsOutDoesNotVanish() {
    raiseTwo("B1");
    book.command(book.alert(2).order(), OrderAction.ACCEPT);
    // Both are with the traffic police, who work by the console.
    done(merge(FIRST, SECOND, "k"));

    raise("cam-3", "h-1", "A2");
    raise("cam-4", "i-1", "A1");
    assertThat(book.order(book.alert(3).order()).state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(reason(merge(new AlertId(4), new AlertId(3), "x")))
        .isEqualTo(Outcome.Refusal.ORDER_IS_OUT);
    assertThat(book.order(book.alert(3).order()).state()).isEqualTo(OrderState.DISPATCHED);
    done(merge(new AlertId(3), new AlertId(4), "the other way round"));
  }

  @Test
  void anOrderInWorkIsNotEndedByAMerge() {
    raiseTwo("B1");
    book.command(book.alert(2).order(), OrderAction.ACCEPT);
    book.command(book.alert(2).order(), OrderAction.HANDLE);
    assertThat(reason(merge(FIRST, SECOND, "x"))).isEqualTo(Outcome.Refusal.ILLEGAL_TRANSITION);
    assertThat(book.alert(2).lineage().duplicateOf()).isEmpty();
  }

  private void raiseTwo(String area) {
    raise("cam-1", "f-1", area);
    book.alerts.record(
        Findings.with(
            report(subject("cam-2", PARKING, area), "g-1", "t-2", Phase.BEGUN, 0, 21, FAR),
            snapshot("g-1")));
  }

  private void raise(String camera, String finding, String area) {
    book.alerts.record(
        Findings.with(
            report(subject(camera, PARKING, area), finding, "t-1", Phase.BEGUN, 0, 20, KERB),
            snapshot(finding)));
  }

  private void say(String camera, String finding, String track, Phase phase, double seconds) {
    var box = camera.equals("cam-2") ? FAR : KERB;
    book.alerts.record(
        report(subject(camera, PARKING, "C1"), finding, track, phase, 0, seconds, box));
  }

  private Outcome<Regrouped> merge(AlertId into, AlertId from, String key) {
    return book.cases.merge(
        new MergeCommand(
            into, from, "li", "one truck", OptionalLong.empty(), OptionalLong.empty(), key));
  }

  private Outcome<Regrouped> split(List<String> findings) {
    return book.cases.split(
        split(
            FIRST,
            findings.stream().map(FindingId::new).toList(),
            Optional.empty(),
            UUID.randomUUID().toString()));
  }

  private static SplitCommand split(
      AlertId alert, List<FindingId> findings, Optional<AlertId> merged, String key) {
    return new SplitCommand(alert, findings, merged, "li", "one truck", OptionalLong.empty(), key);
  }

  private static Regrouped done(Outcome<Regrouped> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<Regrouped>) outcome).value();
  }

  private static Outcome.Refusal reason(Outcome<Regrouped> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<Regrouped>) outcome).reason();
  }

  private String lastNote(Alert alert) {
    WorkOrder order = book.order(alert.order());
    List<HistoryEntry> history = order.history();
    return history.get(history.size() - 1).note();
  }

  private long head() {
    return book.store.read(ledger -> ledger.events().head());
  }

  private List<String> changedSince(long seq) {
    return book.store.<List<EventLog.Entry>>read(ledger -> ledger.events().after(seq, 100)).stream()
        .map(e -> (e.kind() == EventLog.Kind.ORDER_CHANGED ? "W" : "A") + e.number())
        .distinct()
        .toList();
  }

  private List<AuditEntry> audit() {
    return book
        .store
        .<List<AuditTable.Numbered>>read(ledger -> ledger.audit().page("alert/", 1000, 10))
        .stream()
        .map(AuditTable.Numbered::entry)
        .toList();
  }
}

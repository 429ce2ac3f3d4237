package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.FAR;
import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.snapshot;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.dedup.DedupReason;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.core.CityException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertBookIT {

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
  void keepsOneCaseForAParkedCarWhoseTrackBreaks() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    say("f-1", "t-1", Phase.ONGOING, 40);
    say("f-1", "t-1", Phase.ENDED, 45);
    assertThat(book.only().state()).isEqualTo(AlertState.ENDED);
    assertThat(book.only().endedAt()).contains(at(45));

    say("f-2", "t-2", Phase.BEGUN, 70);
    Alert alert = book.only();
    assertThat(alert.state()).isEqualTo(AlertState.ONGOING);
    assertThat(alert.endedAt()).isEmpty();
    assertThat(alert.sightings()).isEqualTo(2);
    assertThat(alert.lastSeenAt()).isEqualTo(at(70));

    List<Sighting> sightings =
        book.store.read(ledger -> ledger.sightings().page(alert.id(), Long.MAX_VALUE, 10));
    assertThat(sightings).extracting(Sighting::trackId).containsExactly("t-2", "t-1");
    assertThat(sightings.get(0).reason()).contains("still open");
  }

  @Test
  void tellsWhatTheSceneSawBesideWhatDeduplicationDecided() {
    book.alerts.record(because("f-1", "car: seen arriving, stands for 20 s"));
    book.alerts.record(because("f-2", "car: not seen arriving, stands for 20 s"));

    Alert alert = book.only();
    assertThat(alert.reason()).startsWith("car: seen arriving, stands for 20 s; ");
    List<Sighting> sightings =
        book.store.read(ledger -> ledger.sightings().page(alert.id(), Long.MAX_VALUE, 10));
    assertThat(sightings.get(0).reason()).startsWith("car: not seen arriving").contains("open");
  }

  private static FindingReport because(String finding, String reason) {
    FindingReport plain = Findings.report(finding, "t-" + finding, Phase.BEGUN, 20, Findings.KERB);
    return new FindingReport(
        plain.finding(),
        plain.subject(),
        plain.trackId(),
        plain.phase(),
        plain.beganAt(),
        plain.dueAt(),
        plain.seenAt(),
        plain.box(),
        plain.score(),
        plain.path(),
        reason,
        plain.foundBy(),
        plain.evidence());
  }

  @Test
  void endsAnAlertThatNothingMoreIsHeardOf() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    assertThat(book.alerts.endSilent(at(20))).isZero();
    assertThat(book.only().state()).isEqualTo(AlertState.ONGOING);

    assertThat(book.alerts.endSilent(at(21))).isOne();
    assertThat(book.only().state()).isEqualTo(AlertState.ENDED);
    assertThat(book.only().endedAt()).contains(at(20));
    assertThat(book.alerts.endSilent(at(21))).isZero();
  }

  @Test
  void goesOnWhenASilentFindingIsHeardOfAgain() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    book.alerts.endSilent(at(60));
    say("f-1", "t-1", Phase.ONGOING, 70);
    assertThat(book.only().state()).isEqualTo(AlertState.ONGOING);
    assertThat(book.only().endedAt()).isEmpty();
    assertThat(book.only().lastSeenAt()).isEqualTo(at(70));
  }

  @Test
  void doesNotEndWhatSomebodyVouchesFor() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    book.alerts.vouch(List.of(new FindingId("f-1"), new FindingId("never-heard-of")), at(60));

    assertThat(book.alerts.endSilent(at(60))).isZero();
    assertThat(book.only().lastSeenAt()).isEqualTo(at(20));
    assertThat(book.alerts.endSilent(at(61))).isOne();
  }

  @Test
  void anAlertGoesOnWhileAnotherOfItsFindingsDoes() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    say("f-2", "t-2", Phase.BEGUN, 50);
    assertThat(book.alerts.endSilent(at(40))).isZero();
    assertThat(book.only().state()).isEqualTo(AlertState.ONGOING);
  }

  @Test
  void staysSilentWhileWhatWasRejectedStandsThere() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    book.command(book.only().order(), OrderAction.REJECT);
    Recorded second = say("f-2", "t-2", Phase.BEGUN, 70);
    assertThat(second.decision().reason()).isEqualTo(DedupReason.REJECTED_STAY);
    assertThat(book.only().lineage().quiet()).isOne();
    assertThat(book.only().sightings()).isEqualTo(2);
  }

  @Test
  void keepsThePicturesOfABeginningThatWasOvertaken() {
    say("f-1", "t-1", Phase.ONGOING, 40);
    FindingReport late = report("f-1", "t-1", Phase.BEGUN, 20, KERB);
    book.alerts.record(Findings.with(late, snapshot("f-1")));
    assertThat(book.only().evidence()).containsExactly(snapshot("f-1"));
    long head = head();
    book.alerts.record(Findings.with(late, snapshot("f-1")));
    assertThat(head()).isEqualTo(head);
  }

  @Test
  void changesNothingWhenAReportIsRepeated() {
    List<FindingReport> stay =
        List.of(
            report("f-1", "t-1", Phase.BEGUN, 20, KERB),
            report("f-1", "t-1", Phase.ONGOING, 30, KERB),
            report("f-1", "t-1", Phase.ENDED, 40, KERB));
    stay.forEach(book.alerts::record);
    Alert once = book.only();
    long events = head();

    stay.forEach(book.alerts::record);
    stay.forEach(book.alerts::record);
    assertThat(book.only()).isEqualTo(once);
    assertThat(head()).isEqualTo(events);
    assertThat(book.metrics.findings)
        .filteredOn(f -> f == AlertMetrics.Finding.SUPPRESSED)
        .hasSize(6);
  }

  @Test
  void endsTheSameInWhateverOrderReportsArrive() {
    List<FindingReport> reports =
        new ArrayList<>(
            List.of(
                report("f-1", "t-1", Phase.BEGUN, 20, KERB),
                report("f-1", "t-1", Phase.ONGOING, 30, KERB),
                report("f-1", "t-1", Phase.ENDED, 40, KERB),
                report("f-2", "t-2", Phase.BEGUN, 50, KERB),
                report("f-2", "t-2", Phase.ENDED, 60, KERB)));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(reports, new Random(seed));
      try (Book shuffled = new Book(folder.resolve("order-" + seed))) {
        reports.forEach(shuffled.alerts::record);
        Alert alert = shuffled.only();
        assertThat(alert.state()).as("order %d", seed).isEqualTo(AlertState.ENDED);
        assertThat(alert.lastSeenAt()).isEqualTo(at(60));
        assertThat(alert.sightings()).isEqualTo(2);
      }
    }
  }

  @Test
  void opensOneCaseWhenManyThreadsReportTheSameEvent() throws Exception {
    int threads = 8;
    List<Callable<Recorded>> tasks =
        IntStream.range(0, 64)
            .<Callable<Recorded>>mapToObj(
                i ->
                    () ->
                        book.alerts.record(
                            report("f-" + i % 16, "t-" + i % 16, Phase.BEGUN, 20, KERB)))
            .toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Recorded> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(book.only().sightings()).isEqualTo(16);
    assertThat(
            book.metrics.findings.stream()
                .collect(Collectors.groupingBy(f -> f, Collectors.counting())))
        .containsEntry(AlertMetrics.Finding.OPENED, 1L)
        .containsEntry(AlertMetrics.Finding.MERGED, 15L)
        .containsEntry(AlertMetrics.Finding.SUPPRESSED, 48L);
  }

  @Test
  void keepsCamerasAndEventCodesApart() {
    for (String camera : List.of("cam-1", "cam-2")) {
      for (String code : List.of("09009", "09012")) {
        book.alerts.record(
            report(
                subject(camera, code, "A1"), camera + "-" + code, "t-1", Phase.BEGUN, 0, 20, KERB));
      }
    }
    book.alerts.record(report("elsewhere", "t-9", Phase.BEGUN, 20, FAR));
    assertThat(book.all()).hasSize(5);
  }

  @Test
  void attachesEvidenceThatComesLaterOnce() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    book.alerts.attachEvidence(new FindingId("f-1"), snapshot("f-1"));
    Alert alert = book.alerts.attachEvidence(new FindingId("f-1"), snapshot("f-1"));
    assertThat(alert).isEqualTo(book.only());
    assertThat(alert.evidence()).containsExactly(snapshot("f-1"));
    assertThat(alert.version()).isEqualTo(2);
    assertThatThrownBy(() -> book.alerts.attachEvidence(new FindingId("never-seen"), snapshot("x")))
        .isInstanceOf(CityException.class)
        .hasMessage("finding: never-seen (no such finding)");
  }

  @Test
  void registersAndDispatchesWhatIsConfirmed() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    assertThat(book.order(book.only().order()).state()).isEqualTo(OrderState.PENDING_REVIEW);
    judge(Verdict.CONFIRMED, "", "k-1");
    assertThat(book.order(book.only().order()).state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(book.only().judgement()).isEqualTo(new Judgement(Verdict.CONFIRMED, "wang", ""));
  }

  @Test
  void rejectsTheOrderOfARejectedAlertForGood() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    judge(Verdict.REJECTED, "a sign", "k-1");
    assertThat(book.order(book.only().order()).state()).isEqualTo(OrderState.REJECTED);
    assertThat(judge(Verdict.CONFIRMED, "", "k-2"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(Outcome.Refusal.ALREADY_REJECTED));
    assertThat(book.only().judgement().cause()).isEqualTo("a sign");
  }

  @Test
  void takesAVerdictOncePerKey() {
    say("f-1", "t-1", Phase.BEGUN, 20);
    judge(Verdict.CONFIRMED, "", "k-1");
    Alert judged = book.only();
    assertThat(judge(Verdict.CONFIRMED, "", "k-1")).isEqualTo(new Outcome.Done<>(judged));
    assertThat(judge(Verdict.REJECTED, "no", "k-1"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void countsAFindingThatCouldNotBeStored() {
    book.store.close();
    assertThatThrownBy(() -> say("f-1", "t-1", Phase.BEGUN, 20))
        .isInstanceOf(CityException.class)
        .hasMessage("alert book: not open");
    assertThat(book.metrics.findings).containsExactly(AlertMetrics.Finding.REFUSED);
  }

  private Recorded say(String finding, String track, Phase phase, double seconds) {
    return book.alerts.record(report(finding, track, phase, seconds, Findings.KERB));
  }

  private Outcome<Alert> judge(Verdict verdict, String cause, String key) {
    return book.alerts.giveVerdict(
        new VerdictCommand(book.all().get(0).id(), new Judgement(verdict, "wang", cause), key));
  }

  private long head() {
    return book.store.read(ledger -> ledger.events().head());
  }
}

package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.DETECTOR;
import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.Ticking;
import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.algorithm.Algorithm;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.store.HintTable;
import io.cityward.alerts.verdict.CalibrationHint;
import io.cityward.alerts.verdict.CalibrationRule;
import io.cityward.alerts.verdict.ConfirmRule;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts by people and by rule, and what too many rejections say. */
class JudgingIT {

  private static final VerdictSettings SETTINGS =
      new VerdictSettings(
          RejectCauses.DEFAULT,
          List.of(new ConfirmRule("sure", List.of("illegal-parking"), List.of("cam-*"), 0.9)),
          new CalibrationRule(0.5, 4, Duration.ofDays(7)));

  @TempDir Path folder;
  private final Ticking clock = new Ticking(at(100));
  private Book book;

  @BeforeEach
  void open() {
    book = new Book(folder, clock, DedupSettings.DEFAULT, SETTINGS);
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void aRuleConfirmsWhatIsSureAndTheHistorySaysWhich() {
    record("cam-1", "f-1", 20, 0.95);
    Alert alert = book.only();
    assertThat(alert.judgement()).isEqualTo(Judgement.byRule("sure"));
    List<HistoryEntry> history = book.order(alert.order()).history();
    assertThat(history.get(1).actor()).isEqualTo("rule sure");
    assertThat(history.get(1).note()).isEqualTo("confirmed: score 0.95 (at least 0.90)");
    assertThat(book.order(alert.order()).state()).isEqualTo(OrderState.DISPATCHED);
  }

  @Test
  void aRuleWaitsUntilTheScoreIsThere() {
    record("cam-1", "f-1", 20, 0.7);
    assertThat(book.only().judgement()).isEqualTo(Judgement.PENDING);
    book.alerts.record(scored("cam-1", "f-1", Phase.ONGOING, 30, 0.92));
    assertThat(book.only().judgement().byRule()).isTrue();
    record("elsewhere-1", "g-1", 20, 0.99);
    assertThat(book.alert(2).judgement()).isEqualTo(Judgement.PENDING);
  }

  @Test
  void neverConfirmsWhatACanaryFound() {
    book.store.write(
        ledger -> {
          ledger
              .algorithms()
              .put(
                  new Algorithm(
                      DETECTOR.algorithm(),
                      1,
                      new Roles(
                          Optional.of("0.9.0"),
                          List.of(),
                          Optional.of(DETECTOR.version()),
                          Set.of(new CameraId("cam-1")),
                          Optional.empty()),
                      at(0),
                      "li"));
          return null;
        });
    record("cam-1", "f-1", 20, 0.95);
    assertThat(book.only().judgement()).isEqualTo(Judgement.PENDING);
  }

  @Test
  void keepsTheCodeOfACauseBesideItsWords() {
    record("cam-1", "f-1", 20, 0.5);
    reject(1, "permitted", "loading");
    assertThat(book.only().judgement())
        .isEqualTo(new Judgement(Verdict.REJECTED, "wang", "loading", "permitted"));
    assertThat(book.order(book.only().order()).history().get(1).note())
        .isEqualTo("permitted: loading");
  }

  @Test
  void hintsOncePerDayThatASceneIsRejectedTooOften() {
    for (int i = 1; i <= 8; i++) {
      record("cam-1", "f-" + i, 2000 * i, 0.5);
      if (i == 1 || i == 2) {
        judge(i, new Judgement(Verdict.CONFIRMED, "wang", ""));
      } else {
        reject(i, "permitted", "");
      }
      assertThat(hints()).hasSize(i < 4 ? 0 : 1);
    }
    assertThat(hints().get(0).rejected()).isEqualTo(2);
    assertThat(hints().get(0).judged()).isEqualTo(4);
    assertThat(book.metrics.hints.get()).isOne();

    clock.set(at(100 + 86_400));
    record("cam-1", "f-9", 40_000, 0.5);
    reject(9, "permitted", "");
    assertThat(hints()).extracting(CalibrationHint::rejected).containsExactly(7, 2);

    clock.set(at(100 + 30 * 86_400));
    record("cam-1", "f-10", 60_000, 0.5);
    reject(10, "permitted", "");
    assertThat(hints()).hasSize(2);
  }

  private List<CalibrationHint> hints() {
    return book
        .store
        .<List<HintTable.Numbered>>read(ledger -> ledger.hints().page(Long.MAX_VALUE, 10))
        .stream()
        .map(HintTable.Numbered::hint)
        .toList();
  }

  private void reject(long alert, String code, String words) {
    judge(alert, new Judgement(Verdict.REJECTED, "wang", words, code));
  }

  private void judge(long alert, Judgement judgement) {
    assertThat(
            book.alerts.giveVerdict(new VerdictCommand(new AlertId(alert), judgement, "k" + alert)))
        .isInstanceOf(Outcome.Done.class);
  }

  private void record(String camera, String finding, double seconds, double score) {
    // Each at a place of its own.
    book.alerts.record(scored(camera, finding, Phase.BEGUN, seconds, score));
  }

  private static FindingReport scored(
      String camera, String finding, Phase phase, double seconds, double score) {
    double left = Integer.parseInt(finding.substring(2)) / 20.0;
    Box box = new Box(left, KERB.top(), left + 0.04, KERB.bottom());
    FindingReport plain =
        report(subject(camera, PARKING, "A1"), finding, finding, phase, 0, seconds, box);
    return new FindingReport(
        plain.finding(),
        plain.subject(),
        plain.trackId(),
        plain.phase(),
        plain.beganAt(),
        plain.dueAt(),
        plain.seenAt(),
        plain.box(),
        score,
        plain.path(),
        plain.reason(),
        plain.foundBy(),
        plain.evidence());
  }
}

package io.cityward.alerts.dedup;

import static io.cityward.alerts.Findings.FAR;
import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeduplicatorTest {

  private static final AlertId FIRST = new AlertId(1);

  private final Deduplicator deduplicator = new Deduplicator(DedupSettings.DEFAULT);

  @Test
  void opensWhenNothingIsOpen() {
    assertThat(fresh(report("f-1", "t-1", Phase.BEGUN, 20, KERB)))
        .isInstanceOf(DedupDecision.Open.class)
        .extracting(DedupDecision::reason)
        .isEqualTo(DedupReason.NOTHING_OPEN);
  }

  @Test
  void opensBesideACaseAtAnotherPlace() {
    assertThat(fresh(report("f-2", "t-2", Phase.BEGUN, 20, FAR), alert(1, "t-1", KERB)).reason())
        .isEqualTo(DedupReason.OTHER_PLACE);
  }

  @ParameterizedTest
  @CsvSource({
    // What is reported of a finding seen last at 50 s, and what becomes of it.
    "BEGUN,   50, false, REPEATED",
    "BEGUN,   20, true,  REPEATED",
    "ONGOING, 60, false, SAME_FINDING",
    "ONGOING, 50, false, REPEATED",
    "ONGOING, 40, false, OVERTAKEN",
    "ONGOING, 60, true,  OVERTAKEN",
    "ENDED,   60, false, SAME_FINDING",
    "ENDED,   50, false, SAME_FINDING",
    "ENDED,   40, false, SAME_FINDING",
    "ENDED,   60, true,  REPEATED",
  })
  void knowsAFindingAgain(Phase phase, double seconds, boolean ended, DedupReason reason) {
    KnownFinding known = new KnownFinding(new FindingId("f-1"), FIRST, at(50), ended);
    DedupDecision decision =
        deduplicator.decide(
            report("f-1", "t-1", phase, seconds, KERB), Optional.of(known), Candidates.NONE);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision)
        .isInstanceOf(
            reason == DedupReason.SAME_FINDING
                ? DedupDecision.Refresh.class
                : DedupDecision.Suppress.class);
  }

  @Test
  void refreshesTheAlertOfATrackThatIsReportedUnderANewName() {
    FindingReport report = report("f-2", "t-1", Phase.BEGUN, 20, FAR);
    DedupDecision decision = fresh(report, alert(1, "t-1", KERB));
    assertThat(decision).isInstanceOf(DedupDecision.Refresh.class);
    assertThat(decision.reason()).isEqualTo(DedupReason.SAME_TRACK);
  }

  @Test
  void opensForATrackNumberThatAWorkerUsesAgainAfterARestart() {
    FindingReport later =
        report(
            report("x", "x", Phase.BEGUN, 5, KERB).subject(),
            "f-2",
            "t-1",
            Phase.BEGUN,
            600,
            620,
            FAR);
    assertThat(fresh(later, alert(1, "t-1", KERB)).reason()).isEqualTo(DedupReason.OTHER_PLACE);
  }

  @ParameterizedTest
  @CsvSource({
    // The car at 0.40..0.60 and another box: is it the same place?
    "0.40, 0.40, 0.60, 0.60, true",
    "0.45, 0.45, 0.65, 0.65, true",
    "0.42, 0.20, 0.58, 0.60, true",
    "0.60, 0.40, 0.80, 0.60, false",
    "0.55, 0.38, 0.75, 0.58, false",
    "0.45, 0.10, 0.55, 0.41, false",
    "0.48, 0.55, 0.52, 0.62, false",
  })
  void mergesByPlace(double left, double top, double right, double bottom, boolean same) {
    Box box = new Box(left, top, right, bottom);
    DedupDecision decision =
        fresh(report("f-2", "t-2", Phase.BEGUN, 20, box), alert(1, "t-1", KERB));
    assertThat(decision.reason())
        .isEqualTo(same ? DedupReason.SAME_PLACE : DedupReason.OTHER_PLACE);
  }

  @Test
  void mergesIntoTheCaseThatFitsBestAndSaysSo() {
    Box between = new Box(0.42, 0.40, 0.62, 0.60);
    DedupDecision decision =
        fresh(
            report("f-3", "t-3", Phase.BEGUN, 20, between),
            alert(1, "t-1", KERB),
            alert(2, "t-2", new Box(0.50, 0.40, 0.70, 0.60)));
    assertThat(decision)
        .isEqualTo(
            new DedupDecision.Merge(
                FIRST,
                DedupReason.SAME_PLACE,
                "where A-0000000001 is still open (boxes overlap by 0.82)"));
  }

  @Test
  void refusesAnOverlapThatEverythingHas() {
    assertThatThrownBy(() -> new DedupSettings(0, Duration.ofMinutes(1)))
        .isInstanceOf(CityException.class)
        .hasMessage("overlap: 0.0 (expected: above 0 to 1)");
  }

  private DedupDecision fresh(FindingReport report, Alert... open) {
    List<Candidate> candidates = Arrays.stream(open).map(Candidate::of).toList();
    return deduplicator.decide(report, Optional.empty(), Candidates.of(candidates, List.of()));
  }

  private static Alert alert(long number, String track, Box box) {
    return Alert.opened(
        new AlertId(number),
        new OrderId(number),
        report("f-" + number, track, Phase.BEGUN, 50, box),
        at(50),
        "test");
  }
}

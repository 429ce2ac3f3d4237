package io.cityward.alerts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.calibration.Calibration.Advice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibratorTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant START = Instant.parse("2026-11-01T02:00:00Z");
  private static final Optional<VersionId> FIRST = Optional.of(new VersionId("finder", "1.0.0"));
  private static final Optional<VersionId> SECOND = Optional.of(new VersionId("finder", "2.0.0"));

  private final List<JudgedScore> verdicts = new ArrayList<>();
  private Duration between = Duration.ofHours(6);
  private Optional<VersionId> foundBy = FIRST;

  private void judged(int count, double score, boolean confirmed) {
    for (int i = 0; i < count; i++) {
      Instant raised = START.plus(between.multipliedBy(verdicts.size()));
      verdicts.add(new JudgedScore(score, confirmed, raised, foundBy));
    }
  }

  private Calibration calibrated(double present) {
    List<JudgedScore> newestFirst = new ArrayList<>(verdicts);
    Collections.reverse(newestFirst);
    return new Calibrator(CalibrationSettings.DEFAULT, SHANGHAI).of(newestFirst, 4, present);
  }

  @Test
  void suggestsTheLeastScoreThatIsSureToMeetTheTarget() {
    judged(20, 0.30, false);
    judged(10, 0.35, true);
    judged(40, 0.62, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.RAISE);
    Threshold suggested = answer.suggested().orElseThrow();
    assertThat(suggested.leastScore()).isEqualTo(0.31);
    assertThat(suggested.judged()).isEqualTo(50);
    assertThat(suggested.kept()).isEqualTo(1);
    assertThat(answer.present().precision()).isCloseTo(50 / 70.0, within(1e-9));
    assertThat(answer.reason())
        .isEqualTo(
            "from 0.31 on 50 of 50 are events, 1.000, surely at least 0.949 (wanted: 0.90),"
                + " 100 % of the events kept");
  }

  @Test
  void tellsWhatRaisingWouldCost() {
    judged(30, 0.40, false);
    judged(20, 0.45, true);
    judged(8, 0.50, false);
    judged(30, 0.70, true);
    Calibration answer = calibrated(0);
    assertThat(answer.suggested().orElseThrow().leastScore()).isEqualTo(0.51);
    assertThat(answer.suggested().orElseThrow().kept()).isCloseTo(0.6, within(1e-9));
    assertThat(answer.thresholds())
        .extracting(Threshold::leastScore)
        .containsExactly(0.0, 0.41, 0.46, 0.51);
  }

  @Test
  void fiveVerdictsMoveNothing() {
    judged(3, 0.30, false);
    judged(2, 0.60, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.TOO_FEW);
    assertThat(answer.suggested()).isEmpty();
    assertThat(answer.reason()).isEqualTo("verdicts: 5 in 30 days (expected: at least 30)");
  }

  @Test
  void verdictsOfOneAfternoonMoveNothing() {
    between = Duration.ofMinutes(1);
    judged(30, 0.30, false);
    judged(60, 0.60, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.TOO_FEW);
    assertThat(answer.reason()).contains("of 1 different days (expected: at least 3)");
  }

  @Test
  void leavesAThresholdThatMeetsTheTarget() {
    judged(2, 0.30, false);
    judged(98, 0.60, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.MET);
    assertThat(answer.suggested()).isEmpty();
  }

  @Test
  void leavesAThresholdThatMeetsTheTargetAsFarAsWasSeen() {
    judged(3, 0.30, false);
    judged(27, 0.60, true);
    assertThat(calibrated(0).advice()).isEqualTo(Advice.MET_SO_FAR);
  }

  @Test
  void saysThatNoThresholdMeetsTheTarget() {
    judged(20, 0.30, false);
    judged(20, 0.60, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.NOT_REACHED);
    assertThat(answer.reason())
        .startsWith("no threshold is sure to meet it; nearest, from 0.31 on 20 of 20 are events");
  }

  @Test
  void neverSuggestsLessThanThePresentThreshold() {
    judged(40, 0.30, true);
    judged(20, 0.55, false);
    judged(40, 0.80, true);
    Calibration answer = calibrated(0.5);
    assertThat(answer.suggested().orElseThrow().leastScore()).isEqualTo(0.56);
    assertThat(answer.present().judged()).isEqualTo(60);
    assertThat(answer.counted().belowPresent()).isEqualTo(40);
  }

  @Test
  void countsOnlyTheVersionThatFoundTheNewest() {
    judged(50, 0.90, false);
    foundBy = SECOND;
    judged(40, 0.60, true);
    Calibration answer = calibrated(0);
    assertThat(answer.advice()).isEqualTo(Advice.MET);
    assertThat(answer.counted().otherVersions()).isEqualTo(50);
    assertThat(answer.counted().foundBy()).isEqualTo(SECOND);
  }

  @Test
  void aScoreReachesItsOwnThreshold() {
    judged(20, 0.28, false);
    judged(40, 0.29, true);
    // In binary fractions 0.29 * 100 is less than 29.
    assertThat(calibrated(0).suggested().orElseThrow().leastScore()).isEqualTo(0.29);
    assertThat(calibrated(0.29).advice()).isEqualTo(Advice.MET);
  }

  @Test
  void theHighestScoresCount() {
    judged(20, 0.99, false);
    judged(40, 1, true);
    assertThat(calibrated(0).suggested().orElseThrow().leastScore()).isEqualTo(1);
  }

  @Test
  void knowsNothingWithoutVerdicts() {
    Calibration answer = calibrated(0.4);
    assertThat(answer.advice()).isEqualTo(Advice.TOO_FEW);
    assertThat(answer.present()).isEqualTo(new Threshold(0.4, 0, 0, 0));
    assertThat(answer.counted().first()).isEmpty();
    assertThat(answer.counted().unjudged()).isEqualTo(4);
  }
}

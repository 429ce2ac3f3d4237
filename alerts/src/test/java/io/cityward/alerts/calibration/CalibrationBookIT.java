package io.cityward.alerts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.book.VerdictCommand;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationBookIT {

  private static final CameraId CAMERA = new CameraId("cam-1");

  @TempDir Path folder;

  private Instant now = Findings.START;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private Calibration calibrated(Book book, CalibrationSettings wish) {
    return new CalibrationBook(book.store, CalibrationSettings.DEFAULT, ZoneOffset.UTC, clock)
        .calibrate(CAMERA, "illegal-parking", 0, wish);
  }

  /** An alert of a camera and what somebody said of it, at a place of its own. */
  private void raised(Book book, String camera, int number, double score, Verdict verdict) {
    Box box = new Box(0.01 * (number % 90), 0.1, 0.01 * (number % 90) + 0.005, 0.2);
    FindingReport report =
        new FindingReport(
            new FindingId(camera + "-" + number),
            Findings.subject(camera, Findings.PARKING, "A1"),
            "track-" + number,
            Phase.BEGUN,
            now.minusSeconds(60),
            now,
            now,
            box,
            score,
            List.of(),
            "",
            Optional.of(Findings.DETECTOR),
            List.of());
    AlertId alert = book.alerts.record(report).alert();
    if (verdict != Verdict.PENDING) {
      var unused =
          book.alerts.giveVerdict(
              new VerdictCommand(alert, new Judgement(verdict, "li", "a sign"), "k" + number));
    }
    now = now.plus(Duration.ofHours(3));
  }

  @Test
  void countsTheVerdictsOfItsCameraWithinTheDaysAskedFor() {
    try (Book book = new Book(folder, clock)) {
      raised(book, "cam-1", 1, 0.9, Verdict.REJECTED);
      now = now.plus(Duration.ofDays(40));
      for (int i = 2; i < 22; i++) {
        raised(book, "cam-1", i, 0.3, Verdict.REJECTED);
      }
      for (int i = 22; i < 62; i++) {
        raised(book, "cam-1", i, 0.7, Verdict.CONFIRMED);
        raised(book, "cam-2", i, 0.7, Verdict.REJECTED);
      }
      raised(book, "cam-1", 62, 0.5, Verdict.PENDING);
      Calibration answer = calibrated(book, CalibrationSettings.DEFAULT);
      assertThat(answer.present()).isEqualTo(new Threshold(0, 60, 40, 1));
      assertThat(answer.suggested()).contains(new Threshold(0.31, 40, 40, 1));
      assertThat(answer.counted().unjudged()).isEqualTo(1);
      assertThat(answer.counted().foundBy()).contains(Findings.DETECTOR);
      assertThat(calibrated(book, CalibrationSettings.DEFAULT.aimingAt(0.85, 366)).advice())
          .isEqualTo(Calibration.Advice.RAISE);
      assertThat(
              calibrated(book, CalibrationSettings.DEFAULT.aimingAt(0.85, 366)).present().judged())
          .isEqualTo(61);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 30, target_precision",
    "1, 30, target_precision",
    "NaN, 30, target_precision",
    "0.9, 0, days",
    "0.9, 367, days"
  })
  void refusesAWishOutOfBounds(double target, int days, String field) {
    try (Book book = new Book(folder, clock)) {
      assertThatThrownBy(() -> calibrated(book, CalibrationSettings.DEFAULT.aimingAt(target, days)))
          .hasMessageStartingWith(field + ": ");
    }
  }
}

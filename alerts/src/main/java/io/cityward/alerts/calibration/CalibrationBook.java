package io.cityward.alerts.calibration;

import io.cityward.alerts.store.AlertStore;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Reads verdicts from the book, and says what they come to. Safe for any number of threads. */
public final class CalibrationBook {

  /** The newest; a scene that has more at one camera within a year is well known by these. */
  static final int MOST_VERDICTS = 10_000;

  private final AlertStore store;
  private final CalibrationSettings settings;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * @param zone in which days begin
   */
  public CalibrationBook(AlertStore store, CalibrationSettings settings, ZoneId zone, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.zone = zone;
    this.clock = clock;
  }

  /** What is aimed at unless somebody says otherwise. */
  public CalibrationSettings settings() {
    return settings;
  }

  /**
   * What the verdicts of a scene at a camera say.
   *
   * @param present its threshold as it is
   * @throws CityException INVALID if the wish is out of bounds
   */
  public Calibration calibrate(
      CameraId camera, String scene, double present, CalibrationSettings wish) {
    check(wish);
    Instant from = clock.instant().minus(Duration.ofDays(wish.days()));
    record Read(List<JudgedScore> judged, int unjudged) {}
    Read read =
        store.read(
            ledger ->
                new Read(
                    ledger.alerts().judged(camera, scene, from, MOST_VERDICTS),
                    ledger.alerts().unjudged(camera, scene, from)));
    return new Calibrator(wish, zone).of(read.judged(), read.unjudged(), present);
  }

  private static void check(CalibrationSettings wish) {
    double target = wish.targetPrecision();
    if (!(target >= CalibrationSettings.LEAST_TARGET
        && target <= CalibrationSettings.MOST_TARGET)) {
      throw CityException.invalid(
          "target_precision",
          target,
          CalibrationSettings.LEAST_TARGET + " to " + CalibrationSettings.MOST_TARGET);
    }
    if (wish.days() < 1 || wish.days() > CalibrationSettings.MOST_DAYS) {
      throw CityException.invalid("days", wish.days(), "1 to " + CalibrationSettings.MOST_DAYS);
    }
  }
}

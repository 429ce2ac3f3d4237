package io.cityward.scenes.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.eval.Scorer.Verdict;
import io.cityward.scenes.parking.IllegalParkingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorerTest {

  private static final String PARKING = "illegal-parking";
  private static final Box LEFT = new Box(0.1, 0.1, 0.3, 0.3);
  private static final Box RIGHT = new Box(0.6, 0.1, 0.8, 0.3);
  private static final Box ELSEWHERE = new Box(0.1, 0.7, 0.3, 0.9);
  private static final double DWELL = 180;

  @Test
  void countsFoundMissedFalseAndDuplicate() {
    ClipResult clip =
        clip(
            List.of(event(LEFT, 0, 900), event(RIGHT, 100, 900)),
            claim(LEFT, 0, 182),
            claim(LEFT, 200, 400),
            claim(ELSEWHERE, 0, 180));

    SceneFigures figures = Scorer.score(List.of(clip)).get(PARKING);

    assertThat(Scorer.verdicts(clip))
        .containsExactly(Verdict.FOUND, Verdict.DUPLICATE, Verdict.FALSE_ALARM);
    assertThat(figures.events()).isEqualTo(2);
    assertThat(figures.found()).isEqualTo(1);
    assertThat(figures.missed()).isEqualTo(1);
    assertThat(figures.falseAlarms()).isEqualTo(1);
    assertThat(figures.duplicates()).isEqualTo(1);
    assertThat(figures.precision()).hasValue(0.5);
    assertThat(figures.recall()).hasValue(0.5);
    assertThat(figures.f1()).hasValue(0.5);
    assertThat(figures.delaySeconds().orElseThrow()).isEqualTo(182 - DWELL, within(1e-9));
    assertThat(figures.falseAlarmsPerCameraHour()).hasValue(4);
    assertThat(figures.tro()).isEmpty();
  }

  @Test
  void addsUpOverClips() {
    SceneFigures figures =
        Scorer.score(
                List.of(
                    clip(List.of(event(LEFT, 0, 900)), claim(LEFT, 0, 181)),
                    clip(List.of(event(RIGHT, 0, 900)), claim(RIGHT, 0, 183)),
                    clip(List.of())))
            .get(PARKING);

    assertThat(figures.found()).isEqualTo(2);
    assertThat(figures.delaySeconds().orElseThrow()).isEqualTo(2, within(1e-9));
    assertThat(figures.falseAlarmsPerCameraHour()).hasValue(0);
    assertThat(figures.cameraHours()).isEqualTo(0.75, within(1e-9));
  }

  @Test
  void leavesFiguresEmptyThatHaveNoMeaning() {
    SceneFigures figures = Scorer.score(List.of(clip(List.of()))).get(PARKING);

    assertThat(figures.precision()).isEmpty();
    assertThat(figures.recall()).isEmpty();
    assertThat(figures.f1()).isEmpty();
    assertThat(figures.delaySeconds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // claimed box, from, to, whether it matches LEFT from 100 to 200
    "0.10, 0.10, 0.30, 0.30, 120, 180, true",
    "0.10, 0.10, 0.30, 0.30,   0,  99, false",
    "0.10, 0.10, 0.30, 0.30,   0, 100, true",
    "0.10, 0.10, 0.30, 0.30, 201, 300, false",
    // IoU 0.33, ground point outside
    "0.20, 0.10, 0.40, 0.30, 120, 180, true",
    // IoU 0.18, ground point inside
    "0.10, 0.00, 0.30, 0.13, 120, 180, true",
    // IoU 0.18, ground point outside
    "0.24, 0.10, 0.44, 0.30, 120, 180, false",
  })
  void matchesByTimeAndPlace(
      double left, double top, double right, double bottom, double from, double to, boolean same) {
    Claim claim = claim(new Box(left, top, right, bottom), from, to);

    assertThat(Match.matches(claim, event(LEFT, 100, 200))).isEqualTo(same);
  }

  @Test
  void givesAClaimToTheEventItFitsBest() {
    Box near = new Box(0.2, 0.1, 0.4, 0.3);
    ClipResult clip =
        clip(
            List.of(event(LEFT, 0, 900), event(near, 0, 900)),
            claim(near, 0, 180),
            claim(LEFT, 0, 190));

    assertThat(Scorer.verdicts(clip)).containsExactly(Verdict.FOUND, Verdict.FOUND);
  }

  @Test
  void matchesAnEventWithoutABoxByZoneAndTime() {
    TruthEvent event = new TruthEvent(PARKING, "kerb", 0, 60, Optional.empty(), List.of(), "");
    Claim inside = claim(ELSEWHERE, 10, 20);
    Claim other = new Claim(PARKING, "lane", 10, 20, 20, ELSEWHERE, 0.5, List.of());

    assertThat(Match.matches(inside, event)).isTrue();
    assertThat(Match.matches(other, event)).isFalse();
  }

  @Test
  void matchesAFallByItsPathAtHalfOfTheTrueTimes() {
    TruthEvent fall = fall(0, 1, 2, 3);

    assertThat(Match.matches(thrown(0.5, 0, 3), fall)).isTrue();
    assertThat(Match.matches(thrown(0.55, 0, 3), fall)).isTrue();
    assertThat(Match.matches(thrown(0.60, 0, 3), fall)).isFalse();
    assertThat(Match.matches(thrown(0.5, 1.5, 3), fall)).isTrue();
    assertThat(Match.matches(thrown(0.5, 2.5, 3), fall)).isFalse();
    assertThat(Match.timeOverlap(thrown(0.5, 1.5, 3), fall)).isEqualTo(0.5, within(1e-9));
  }

  private static TruthEvent fall(double... times) {
    var path = DoubleStream.of(times).mapToObj(t -> new PathPoint(t, at(0.5, t))).toList();
    return new TruthEvent("throwing", "wall", 0, 3, Optional.empty(), path, "");
  }

  private static Claim thrown(double x, double from, double to) {
    var path =
        IntStream.rangeClosed(0, 4)
            .mapToDouble(i -> from + i * (to - from) / 4)
            .mapToObj(t -> new PathPoint(t, at(x, t)))
            .toList();
    return new Claim("throwing", "wall", from, to, to, at(x, to), 0.9, path);
  }

  private static Box at(double x, double t) {
    double y = 0.1 + 0.2 * t;
    return new Box(x - 0.025, y - 0.025, x + 0.025, y + 0.025);
  }

  private static TruthEvent event(Box box, double start, double end) {
    return new TruthEvent(PARKING, "kerb", start, end, Optional.of(box), List.of(), "");
  }

  private static Claim claim(Box box, double start, double alerted) {
    return new Claim(PARKING, "kerb", start, alerted, alerted, box, 0.5, List.of());
  }

  private static ClipResult clip(List<TruthEvent> events, Claim... claims) {
    Zone zone = new Zone("kerb", ZoneKind.NO_PARKING, Polygon.of(0, 0, 1, 0, 1, 1));
    TruthFile truth =
        new TruthFile(
            Path.of("clip.truth.json"),
            "clip.mp4",
            Optional.empty(),
            List.of(zone),
            Map.of(PARKING, IllegalParkingSettings.DEFAULTS),
            events);
    return new ClipResult(truth, List.of(claims), 900, 1, 0, 0, 0, 1);
  }
}

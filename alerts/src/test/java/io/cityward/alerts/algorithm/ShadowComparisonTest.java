package io.cityward.alerts.algorithm;

import static io.cityward.alerts.algorithm.Versions.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.AlertId;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowComparisonTest {

  private static final CameraId KERB = new CameraId("kerb");
  private static final String PARKING = "illegal-parking";
  private static final Box HERE = new Box(0.4, 0.4, 0.6, 0.6);
  private static final Box NEARLY_HERE = new Box(0.42, 0.42, 0.62, 0.62);
  private static final Box NEXT_TO_IT = new Box(0.58, 0.4, 0.78, 0.6);

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static ShadowFinding finding(String id, int from, int until, Box box) {
    return new ShadowFinding(
        id,
        Versions.id("1.1.0"),
        KERB,
        PARKING,
        at(from),
        at(until),
        Optional.of(at(until)),
        box,
        0.7);
  }

  private static RaisedAlert alert(int number, String scene, int from, int until, Box box) {
    return new RaisedAlert(new AlertId(number), KERB, scene, at(from), at(until), box);
  }

  private static ShadowWatch watch(int since, Integer until) {
    return new ShadowWatch(KERB, PARKING, at(since), Optional.ofNullable(until).map(s -> at(s)));
  }

  @Test
  void whatBothSawIsFoundByPlaceAndTime() {
    ShadowFinding same = finding("f1", 10, 300, NEARLY_HERE);
    ShadowComparison comparison =
        ShadowComparison.of(
            List.of(same), List.of(alert(7, PARKING, 0, 280, HERE)), List.of(watch(0, null)));
    assertThat(comparison.alertOf(same)).contains(new AlertId(7));
    assertThat(comparison.both()).isEqualTo(1);
    assertThat(comparison.onlyActive()).isZero();
    assertThat(comparison.onlyShadow()).isZero();
  }

  @Test
  void anotherPlaceTimeOrSceneIsNotTheSame() {
    ShadowComparison comparison =
        ShadowComparison.of(
            List.of(finding("beside", 10, 300, NEXT_TO_IT), finding("later", 1000, 1200, HERE)),
            List.of(
                alert(7, PARKING, 0, 280, HERE), alert(8, "street-vending", 0, 280, NEXT_TO_IT)),
            List.of(watch(0, null)));
    assertThat(comparison.both()).isZero();
    assertThat(comparison.onlyShadow()).isEqualTo(2);
    assertThat(comparison.onlyActive()).isEqualTo(1);
  }

  @Test
  void theShadowMissesOnlyWhatBeganWhileItLooked() {
    List<RaisedAlert> alerts =
        List.of(
            alert(1, PARKING, 0, 900, HERE),
            alert(2, PARKING, 150, 900, HERE),
            alert(3, PARKING, 700, 900, HERE));
    ShadowComparison comparison = ShadowComparison.of(List.of(), alerts, List.of(watch(100, 600)));
    assertThat(comparison.onlyActive()).isEqualTo(1);
  }
}

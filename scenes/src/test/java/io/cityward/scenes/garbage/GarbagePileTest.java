package io.cityward.scenes.garbage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.Polygon;
import io.cityward.core.settings.SettingsFile;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pavement that is looked at once a second; a pile is due after a minute. */
class GarbagePileTest {

  private static final Zone PAVEMENT =
      new Zone("pavement", ZoneKind.NO_DUMPING, Polygon.of(0, 0, 1, 0, 1, 1, 0, 1));

  private static final Box PLACE = new Box(0.4, 0.6, 0.5, 0.72);
  private static final Box BESIDE = new Box(0.5, 0.4, 0.58, 0.75);
  private static final Thing BAG = new Thing(PLACE, 7);

  private final List<Finding> findings = new ArrayList<>();
  private Scene scene = scene("persist: PT1M");
  private Instant now = Instant.parse("2026-11-25T08:00:00Z");
  private double brightness = 1;

  private static Scene scene(String settings) {
    return settings(settings).create(List.of(PAVEMENT));
  }

  private static GarbagePileSettings settings(String text) {
    return SettingsFile.parse(text, "garbage", GarbagePileSettings::read);
  }

  private GarbagePileTest show(int seconds, List<Thing> things, Detection... detections) {
    for (int i = 0; i < seconds; i++) {
      var picture = new PaintedPicture(1280, 720, brightness, things);
      findings.addAll(scene.observe(new Observation(now, List.of(detections), picture)));
      now = now.plusSeconds(1);
    }
    return this;
  }

  private List<Finding> only(Phase phase) {
    return findings.stream().filter(f -> f.phase() == phase).toList();
  }

  private static Detection garbage(double score) {
    return new Detection("garbage", PLACE, score);
  }

  private static Detection person(Box box) {
    return new Detection("person", box, 0.6);
  }

  @Test
  void whatTheDetectorIsSureOfIsAnEventOnceItHasLainLongEnough() {
    show(59, List.of(BAG), garbage(0.6));
    assertThat(findings).isEmpty();
    show(10, List.of(BAG), garbage(0.6));

    assertThat(only(Phase.BEGUN)).hasSize(1);
    Finding finding = findings.get(0);
    assertThat(finding.scene()).isEqualTo("garbage-pile");
    assertThat(finding.zoneId()).isEqualTo("pavement");
    assertThat(finding.kind()).isEmpty();
    assertThat(finding.box().iou(PLACE)).isGreaterThan(0.9);
    assertThat(finding.score()).isCloseTo(0.6, within(0.05));
  }

  @Test
  void aPileThatIsSeenInEveryThirdLookOnlyIsNoOtherEachTime() {
    for (int i = 0; i < 40; i++) {
      show(1, List.of(BAG), garbage(0.9)).show(2, List.of(BAG));
    }
    assertThat(only(Phase.BEGUN)).hasSize(1);
    assertThat(only(Phase.ENDED)).isEmpty();
  }

  @Test
  void whatIsRarelyTakenForGarbageIsNone() {
    for (int i = 0; i < 20; i++) {
      show(1, List.of(BAG), garbage(0.5)).show(9, List.of(BAG));
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void anOverflowingBinIsAnEventOfItsOwnAndAClosedOneIsNone() {
    show(70, List.of(BAG), new Detection("overflow", PLACE, 0.7));
    assertThat(only(Phase.BEGUN)).extracting(Finding::kind).containsExactly("overflow");
    findings.clear();
    scene.reset();
    show(70, List.of(BAG), new Detection("bin", PLACE, 0.9));
    assertThat(findings).isEmpty();
  }

  @Test
  void whatSomebodyLeavesIsAnEventThoughTheDetectorIsBlind() {
    Thing walker = new Thing(BESIDE, 3);
    show(30, List.of());
    show(3, List.of(walker), person(BESIDE));
    show(2, List.of(BAG, walker), person(BESIDE));
    show(80, List.of(BAG));

    assertThat(only(Phase.BEGUN)).hasSize(1);
    assertThat(findings.get(0).box().iou(PLACE)).isGreaterThan(0.5);
    assertThat(findings.get(0).reason()).contains("somebody left it");
  }

  @Test
  void whatIsNewThoughNobodyWasThereIsAnEventOnlyWhereEverythingIs() {
    show(30, List.of()).show(100, List.of(BAG));
    assertThat(findings).isEmpty();

    scene = scene("{persist: PT1M, any-static-object: true}");
    show(30, List.of()).show(100, List.of(BAG));
    assertThat(only(Phase.BEGUN)).hasSize(1);
  }

  @Test
  void whatHalfLooksLikeGarbageIsAnEventIfItIsNewToo() {
    show(120, List.of(BAG), garbage(0.25));
    assertThat(findings).isEmpty();
    scene.reset();
    show(30, List.of()).show(100, List.of(BAG), garbage(0.25));
    assertThat(only(Phase.BEGUN)).hasSize(1);
  }

  @Test
  void aPersonWhoStandsThereAndAVehicleThatIsParkedAreNone() {
    scene = scene("{persist: PT1M, any-static-object: true}");
    show(30, List.of()).show(120, List.of(BAG), person(PLACE));
    show(120, List.of(BAG), new Detection("car", PLACE, 0.4));
    assertThat(findings).isEmpty();
  }

  @Test
  void theGroundWhereSomethingStoodIsNothingNew() {
    scene = scene("{persist: PT1M, any-static-object: true}");
    show(30, List.of(BAG)).show(150, List.of());
    assertThat(findings).isEmpty();
  }

  @Test
  void lightThatChangesIsNothingNew() {
    scene = scene("{persist: PT1M, any-static-object: true}");
    Thing shop = new Thing(new Box(0.1, 0.1, 0.3, 0.4), 5);
    show(30, List.of(shop));
    brightness = 0.6;
    show(100, List.of(shop));
    brightness = 1.3;
    show(100, List.of(shop));
    assertThat(findings).isEmpty();
  }

  @Test
  void endsWhenItIsGoneAndNotWhenSomebodyStandsInFront() {
    show(70, List.of(BAG), garbage(0.6));
    Box front = new Box(0.38, 0.4, 0.52, 0.8);
    show(60, List.of(BAG, new Thing(front, 9)), person(front));
    show(5, List.of(BAG), garbage(0.6));
    assertThat(only(Phase.ENDED)).isEmpty();
    show(40, List.of());
    assertThat(only(Phase.ENDED)).hasSize(1);
    assertThat(only(Phase.BEGUN)).hasSize(1);
  }

  @Test
  void anotherViewAndALongGapAreNoBurst() {
    scene = scene("{persist: PT1M, any-static-object: true}");
    show(30, List.of());
    Thing elsewhere = new Thing(new Box(0, 0, 1, 1), 11);
    show(100, List.of(elsewhere));
    now = now.plus(Duration.ofMinutes(10));
    show(40, List.of(elsewhere, BAG));
    now = now.minus(Duration.ofHours(1));
    show(40, List.of(elsewhere));
    assertThat(findings).isEmpty();
  }

  @Test
  void onAPatrolNothingIsConcludedFromTheTimeInBetween() {
    scene = settings("persist: PT1M").create(List.of(PAVEMENT), Duration.ofMinutes(40));
    show(70, List.of(BAG), garbage(0.6));
    now = now.plus(Duration.ofMinutes(15));
    show(2, List.of()).show(20, List.of(BAG), garbage(0.6));
    assertThat(only(Phase.ENDED)).isEmpty();
    now = now.plus(Duration.ofMinutes(15));
    show(40, List.of());
    assertThat(only(Phase.BEGUN)).hasSize(1);
    assertThat(only(Phase.ENDED)).hasSize(1);
  }

  @Test
  void threePicturesAreNotEnough() {
    scene = scene("{persist: PT1S, any-static-object: true}");
    show(3, List.of(BAG));
    assertThat(findings).isEmpty();
  }

  @Test
  void tellsWhatIsWrongWithItsSettings() {
    assertThatThrownBy(() -> settings("{persist: PT1M, dwell: PT1M}"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("dwell: beside persist");
    assertThatThrownBy(() -> settings("leastArea: 2"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("leastArea: 2");
    assertThat(settings("dwell: PT20S").persist()).isEqualTo(Duration.ofSeconds(20));
  }
}

package io.cityward.scenes.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.core.Polygon;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.NoisyPicture;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import io.cityward.scenes.motion.MotionGate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionGateTest {

  private static final int NEVER = 1000;
  private static final Box BAG = new Box(0.50, 0.50, 0.53, 0.53);
  private static final Polygon LOWER_LEFT = Polygon.of(0, 0.6, 0.3, 0.6, 0.3, 1, 0, 1);

  private final MotionGate gate = gate(NEVER);
  private long looks;

  @Test
  void infersTheFirstPicture() {
    assertThat(gate.look(PaintedPicture.of())).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void sparesAStreetInWhichOnlyTheSensorsNoiseMoves() {
    show(PaintedPicture.of());

    for (int i = 0; i < 100; i++) {
      assertThat(look(PaintedPicture.of())).isEqualTo(Verdict.STILL);
    }
  }

  @Test
  void infersOneInSoManyAllTheSame() {
    MotionGate fourth = gate(4);
    List<Verdict> verdicts = new ArrayList<>();

    for (int i = 0; i < 9; i++) {
      Verdict verdict = fourth.look(PaintedPicture.of());
      verdicts.add(verdict);
      if (verdict != Verdict.STILL) {
        fourth.inferred();
      }
    }

    assertThat(verdicts)
        .containsExactly(
            Verdict.CHANGED,
            Verdict.STILL,
            Verdict.STILL,
            Verdict.STILL,
            Verdict.DUE,
            Verdict.STILL,
            Verdict.STILL,
            Verdict.STILL,
            Verdict.DUE);
  }

  /** A bag of three hundredths, a person of a twentieth of the height, a far car. */
  @ParameterizedTest
  @CsvSource({
    "0.500,0.500,0.530,0.530", "0.713,0.617,0.728,0.667", "0.207,0.303,0.247,0.333",
    "0.003,0.003,0.033,0.033", "0.960,0.960,0.990,0.990", "0.611,0.111,0.626,0.161"
  })
  void seesASmallThingThatArrivesAndLeaves(double x1, double y1, double x2, double y2) {
    var thing = new Thing(new Box(x1, y1, x2, y2), 3);
    show(PaintedPicture.of());

    assertThat(look(PaintedPicture.of(thing))).isEqualTo(Verdict.CHANGED);
    gate.inferred();
    assertThat(look(PaintedPicture.of(thing))).isEqualTo(Verdict.STILL);
    assertThat(look(PaintedPicture.of())).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void seesAThingThatMovesSoSlowlyThatNoTwoLooksDiffer() {
    show(PaintedPicture.of(car(0)));
    int spared = 0;

    while (look(PaintedPicture.of(car(0.0005 * spared))) == Verdict.STILL && spared < 200) {
      spared++;
    }

    // Ten hundredths of its length at most: not a tenth of a parking place.
    assertThat(0.0005 * spared).isBetween(0.0005, 0.01);
  }

  @Test
  void goesOnSayingSoUntilThePictureWasInferred() {
    show(PaintedPicture.of());

    assertThat(look(PaintedPicture.of(new Thing(BAG, 3)))).isEqualTo(Verdict.CHANGED);
    assertThat(look(PaintedPicture.of(new Thing(BAG, 3)))).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void ignoresAStepOfTheCamerasBrightness() {
    show(PaintedPicture.of());

    for (int step = -20; step <= 20; step += 8) {
      Picture picture = new NoisyPicture(PaintedPicture.of(), 1, step, 1, ++looks);
      assertThat(gate.look(picture)).as("step %d", step).isEqualTo(Verdict.STILL);
    }
  }

  @Test
  void seesAThingThatArrivesTogetherWithAStepOfBrightness() {
    show(PaintedPicture.of());

    var brighter = new NoisyPicture(PaintedPicture.of(new Thing(BAG, 3)), 1, 15, 1, ++looks);

    assertThat(gate.look(brighter)).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void learnsWhereItAlwaysMovesALittle() {
    Box tree = new Box(0.1, 0.1, 0.3, 0.4);
    int changed = 0;
    for (int i = 0; i < 200; i++) {
      // Leaves: the same ones each other look, a little of them.
      var sway = new PaintedPicture(1280, 720, 1 + 0.08 * (i % 2), List.of(new Thing(tree, 1)));
      if (gate.look(new OnlyIn(tree, sway, PaintedPicture.of())) == Verdict.CHANGED) {
        gate.inferred();
        changed += i < 100 ? 0 : 1;
      }
    }
    assertThat(changed).isZero();
    assertThat(look(PaintedPicture.of(new Thing(BAG, 3)))).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void looksOnlyAtItsAreasAndAroundThem() {
    MotionGate narrow =
        new MotionGate(new MotionGateSettings(true, 4, 5, NEVER), List.of(LOWER_LEFT));
    narrow.look(PaintedPicture.of());
    narrow.inferred();
    Box inside = new Box(0.10, 0.70, 0.13, 0.73);
    Box beside = new Box(0.33, 0.70, 0.36, 0.73);

    assertThat(narrow.look(PaintedPicture.of(new Thing(BAG, 3)))).isEqualTo(Verdict.STILL);
    assertThat(narrow.look(PaintedPicture.of(new Thing(inside, 3)))).isEqualTo(Verdict.CHANGED);
    assertThat(narrow.look(PaintedPicture.of(new Thing(beside, 3)))).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void infersAPictureOfAnotherShape() {
    show(PaintedPicture.of());

    assertThat(look(new PaintedPicture(720, 720, 1, List.of()))).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void sendsEveryPictureWhenItIsOff() {
    MotionGate off = new MotionGate(MotionGateSettings.OFF, List.of());
    off.look(PaintedPicture.of());
    off.inferred();

    assertThat(off.look(PaintedPicture.of())).isEqualTo(Verdict.CHANGED);
  }

  @Test
  void readsItsSettingsAndNamesWhatIsWrong() {
    assertThat(read("{every: 5}")).isEqualTo(new MotionGateSettings(true, 4, 5, 5));
    assertThat(read("{}")).isEqualTo(MotionGateSettings.DEFAULTS);
    assertThatThrownBy(() -> read("{every: 0}"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("every: 0 (expected: a whole number from 1");
    assertThatThrownBy(() -> read("{leastchange: 3}"))
        .hasMessageContaining("did you mean leastChange?");
  }

  private void show(Picture picture) {
    look(picture);
    gate.inferred();
    look(picture);
    gate.inferred();
  }

  private Verdict look(Picture picture) {
    return gate.look(NoisyPicture.of(picture, ++looks));
  }

  private static Thing car(double dx) {
    return new Thing(new Box(0.4 + dx, 0.5, 0.5 + dx, 0.6), 3);
  }

  private static MotionGate gate(int every) {
    return new MotionGate(new MotionGateSettings(true, 4, 5, every), List.of());
  }

  private static MotionGateSettings read(String yaml) {
    return SettingsFile.parse(yaml, "cityward.yml", MotionGateSettings::read);
  }

  /** One picture inside a box, another around it. */
  private record OnlyIn(Box box, Picture inside, Picture around) implements Picture {

    @Override
    public int width() {
      return around.width();
    }

    @Override
    public int height() {
      return around.height();
    }

    @Override
    public void paintBgr(
        java.nio.ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
      throw new UnsupportedOperationException("grey alone");
    }

    @Override
    public void paintGrey(java.nio.ByteBuffer canvas, int width, int height) {
      around.paintGrey(canvas, width, height);
      var within = java.nio.ByteBuffer.allocateDirect(width * height);
      inside.paintGrey(within, width, height);
      for (int i = 0; i < width * height; i++) {
        var centre =
            new io.cityward.core.Point(
                (i % width + 0.5) / width, (Math.floorDiv(i, width) + 0.5) / height);
        if (box.contains(centre)) {
          canvas.put(i, within.get(i));
        }
      }
    }
  }
}

package io.cityward.scenes.appearance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchTest {

  private static final Box PLACE = new Box(0.4, 0.5, 0.6, 0.7);
  private static final Thing CAR = new Thing(PLACE, 1);
  private static final Thing OTHER = new Thing(PLACE, 2);

  private final Patch patch = Patch.of(PLACE, canvas(PaintedPicture.of(CAR)));

  @Test
  void isAlikeWhileNothingChanges() {
    assertThat(patch.likeness(canvas(PaintedPicture.of(CAR)))).isGreaterThan(0.999);
  }

  @Test
  void doesNotCareAboutBrightness() {
    var dusk = new PaintedPicture(1280, 720, 0.6, List.of(CAR));

    assertThat(patch.likeness(canvas(dusk))).isGreaterThan(0.98);
  }

  @Test
  void isUnlikeAnotherCarAndTheEmptyRoad() {
    assertThat(patch.likeness(canvas(PaintedPicture.of(OTHER)))).isLessThan(0.5);
    assertThat(patch.likeness(canvas(PaintedPicture.of()))).isLessThan(0.5);
  }

  @Test
  void isUnlikeACarThatMovedAQuarterOfItsLength() {
    Box moved = new Box(0.45, 0.5, 0.65, 0.7);

    assertThat(patch.likeness(canvas(PaintedPicture.of(new Thing(moved, 1))))).isLessThan(0.6);
  }

  @Test
  void followsWhatStaysForLongButNotWhatPasses() {
    Patch follower = Patch.of(PLACE, canvas(PaintedPicture.of(CAR)));
    GreyCanvas other = canvas(PaintedPicture.of(OTHER));

    follower.follow(other, Duration.ofSeconds(1));
    assertThat(follower.likeness(other)).isLessThan(0.5);
    follower.follow(other, Duration.ofSeconds(100));
    assertThat(follower.likeness(other)).isGreaterThan(0.9);
  }

  @Test
  void isUnlikeAnythingAfterThePictureChangedItsShape() {
    var square = new PaintedPicture(720, 720, 1, List.of(CAR));

    assertThat(patch.likeness(canvas(square))).isEqualTo(-1);
  }

  @Test
  void comparesFlatPlacesByTheirLevel() {
    Grey dark = Grey.of(new float[] {20, 21, 20, 19});
    Grey noisy = Grey.of(new float[] {21, 19, 22, 20});
    Grey bright = Grey.of(new float[] {80, 81, 80, 79});

    assertThat(dark.likeness(noisy)).isEqualTo(1);
    assertThat(dark.likeness(bright)).isZero();
  }

  @Test
  void knowsABlackPicture() {
    assertThat(canvas(new PaintedPicture(1280, 720, 0, List.of(CAR))).blank()).isTrue();
    assertThat(canvas(PaintedPicture.of()).blank()).isFalse();
  }

  private static GreyCanvas canvas(PaintedPicture picture) {
    var canvas = new GreyCanvas();
    canvas.paint(picture);
    return canvas;
  }
}

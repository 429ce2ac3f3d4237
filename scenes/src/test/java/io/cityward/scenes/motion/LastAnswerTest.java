package io.cityward.scenes.motion;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastAnswerTest {

  private static final Box KERB = new Box(0.4, 0.5, 0.6, 0.7);
  private static final Detection CAR = new Detection("car", KERB, 0.5);

  private final LastAnswer last =
      new LastAnswer(new MotionGate(MotionGateSettings.DEFAULTS, List.of()));

  @Test
  void givesTheLastAnswerAgainWhileNothingChanges() {
    var street = PaintedPicture.of(new Thing(KERB, 1));
    assertThat(last.known(street)).isEmpty();
    last.detected(List.of(CAR));

    assertThat(last.known(street)).contains(List.of(CAR));
    last.detected(List.of(CAR));

    assertThat(last.looks()).isEqualTo(2);
    assertThat(last.inferred()).isEqualTo(1);
  }

  @Test
  void asksTheDetectorWhenSomethingLeaves() {
    last.known(PaintedPicture.of(new Thing(KERB, 1)));
    last.detected(List.of(CAR));

    assertThat(last.known(PaintedPicture.of())).isEmpty();
    last.detected(List.of());

    assertThat(last.known(PaintedPicture.of())).contains(List.of());
  }

  @Test
  void asksAgainAfterAnInferenceThatFailed() {
    last.known(PaintedPicture.of());
    last.detected(List.of());
    assertThat(last.known(PaintedPicture.of(new Thing(KERB, 1)))).isEmpty();

    assertThat(last.known(PaintedPicture.of(new Thing(KERB, 1)))).isEmpty();
  }
}

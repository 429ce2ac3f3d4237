package io.cityward.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.inference.pack.InputSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterboxTest {

  @Test
  void centresAWidePictureInATallerInput() {
    assertThat(Letterbox.of(1920, 1080, new InputSize(416, 256)))
        .isEqualTo(new Letterbox(0, 11, 416, 234));
  }

  @Test
  void centresATallPictureInAWiderInput() {
    assertThat(Letterbox.of(1080, 1920, new InputSize(640, 384)))
        .isEqualTo(new Letterbox(212, 0, 216, 384));
  }

  @Test
  void makesAnOddWidthEven() {
    assertThat(Letterbox.of(768, 576, new InputSize(416, 256)))
        .isEqualTo(new Letterbox(37, 0, 342, 256));
  }

  @Test
  void fitsPicturesOfAnySizeAndLeadsBackToThem() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int width = 1 + random.nextInt(4000);
      int height = 1 + random.nextInt(4000);
      InputSize input = new InputSize(32 * (1 + random.nextInt(40)), 32 * (1 + random.nextInt(40)));

      Letterbox box = Letterbox.of(width, height, input);

      String what = width + "x" + height + " in " + input + ": " + box;
      assertThat(box.width() % 2).as(what).isZero();
      assertThat(box.left()).as(what).isNotNegative();
      assertThat(box.top()).as(what).isNotNegative();
      assertThat(box.left() + box.width()).as(what).isLessThanOrEqualTo(input.width());
      assertThat(box.top() + box.height()).as(what).isLessThanOrEqualTo(input.height());
      assertThat(box.width() == input.width() || box.height() == input.height()).as(what).isTrue();
      double x = random.nextDouble();
      double y = random.nextDouble();
      assertThat(box.pictureX(box.left() + x * box.width())).as(what).isCloseTo(x, within(1e-9));
      assertThat(box.pictureY(box.top() + y * box.height())).as(what).isCloseTo(y, within(1e-9));
    }
  }

  @Test
  void takesWhatLiesOnTheGroundToTheEdge() {
    Letterbox box = new Letterbox(0, 11, 416, 234);

    assertThat(box.pictureY(3)).isZero();
    assertThat(box.pictureY(250)).isEqualTo(1);
    assertThat(box.pictureX(-5)).isZero();
  }
}

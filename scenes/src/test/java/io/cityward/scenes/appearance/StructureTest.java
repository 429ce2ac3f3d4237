package io.cityward.scenes.appearance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import io.cityward.core.Picture;
import io.cityward.scenes.NoisyPicture;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StructureTest {

  private final GreyCanvas canvas = Structure.canvas();
  private final Structure street = structure(houses(0, 1));

  @Test
  void isTheSameInAnyLight() {
    for (double brightness : new double[] {0.2, 0.6, 1.3}) {
      assertThat(street.near(structure(houses(0, brightness))).likeness()).isGreaterThan(0.8);
    }
  }

  @Test
  void isTheSameWhenLightAndDarkChangePlaces() {
    var negative = new NoisyPicture(houses(0, 1), -1, 255, 0, 1);

    assertThat(street.near(structure(negative)).likeness()).isGreaterThan(0.99);
  }

  @Test
  void isAnotherOneInAnotherStreet() {
    assertThat(street.near(structure(blocks())).likeness()).isLessThan(0.2);
    assertThat(street.richness()).isGreaterThan(0.25);
  }

  @Test
  void tellsWhereAViewThatWasShiftedLies() {
    Structure.Match little = street.near(structure(houses(0.0234, 1)));
    assertThat(little.likeness()).isGreaterThan(0.6);
    assertThat(little.dx()).isCloseTo(0.0234, within(0.008));

    Structure.Match much = street.anywhere(structure(houses(0.2, 1)));
    assertThat(much.likeness()).isGreaterThan(0.5);
    assertThat(much.dx()).isCloseTo(0.2, within(0.01));
    assertThat(much.dy()).isCloseTo(0, within(0.015));
  }

  @Test
  void losesNoiseWhenLooksAreAveraged() {
    Structure mean = structure(noise(0));
    double single = mean.richness();
    for (int i = 1; i < 10; i++) {
      mean = mean.towards(structure(noise(i)), 1.0 / (i + 1));
    }

    assertThat(mean.richness()).isLessThan(single / 5);
  }

  private Structure structure(Picture picture) {
    return Structure.of(picture, canvas);
  }

  private static Picture noise(long seed) {
    return new NoisyPicture(PaintedPicture.of(), 0, 100, 3, seed);
  }

  /** Houses of many looks, none like its neighbour, all moved to the right. */
  private static PaintedPicture houses(double right, double brightness) {
    List<Thing> things =
        IntStream.range(0, 30)
            .mapToObj(i -> new Thing(house(i % 6 / 6.0 - 0.3 + right, i / 6 / 5.0, i), i))
            .toList();
    return new PaintedPicture(1280, 720, brightness, things);
  }

  /** Another street, of sixteen blocks without room between them. */
  private static PaintedPicture blocks() {
    return PaintedPicture.of(
        IntStream.range(100, 116)
            .mapToObj(i -> new Thing(block(i % 4 / 4.0, (i - 100) / 4 / 4.0), i))
            .toArray(Thing[]::new));
  }

  private static Box block(double x, double y) {
    return new Box(x, y, x + 0.25, y + 0.25);
  }

  private static Box house(double x, double y, int i) {
    double width = 0.08 + 0.01 * (i * 7 % 5);
    double height = 0.09 + 0.01 * (i * 3 % 7);
    return new Box(x, y, x + width, y + height);
  }
}

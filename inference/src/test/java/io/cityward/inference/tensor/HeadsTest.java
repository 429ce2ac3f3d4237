package io.cityward.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two heads: of the first 0 car, 1 truck, 2 person; of the second 0 garbage, 1 nothing, 2 car. */
class HeadsTest {

  private static final InputSize SIZE = new InputSize(128, 64);
  private static final Letterbox WHOLE = new Letterbox(0, 0, 128, 64);

  private final DrawnTensors tensors = new DrawnTensors(SIZE, 4, 11).addHead("g", 3);
  private DetectionReader reader;

  @BeforeEach
  void createReader(@TempDir Path models) throws IOException {
    PackFolder folder = PackFolder.create(models).inHeads(PackFolder.SECOND_HEAD);
    reader = new DetectionReader(folder.read(), SIZE);
  }

  @Test
  void readsEachHeadByItsOwnLabels() {
    tensors.draw("", 8, 2, 2, 2, 0.5f, 1, 1, 1, 1);
    tensors.draw("g", 16, 5, 2, 0, 0.6f, 1, 1, 1, 1);
    tensors.draw("g", 32, 1, 1, 1, 0.9f, 1, 1, 1, 1);

    List<Detection> seen = reader.read(tensors, WHOLE);

    assertThat(seen).extracting(Detection::label).containsExactly("garbage", "person");
    assertThat(seen.get(0).box().left()).isEqualTo((5.5 * 16 - 16) / 128);
  }

  @Test
  void asksOfEachHeadItsOwnLeastScore() {
    tensors.draw("", 8, 2, 2, 0, 0.25f, 1, 1, 1, 1);
    tensors.draw("g", 8, 12, 2, 0, 0.25f, 1, 1, 1, 1);

    assertThat(reader.read(tensors, WHOLE)).extracting(Detection::label).containsExactly("car");
  }

  @Test
  void letsHeadsAloneThatSeeTheSameThing() {
    tensors.draw("", 8, 5, 3, 0, 0.5f, 2, 2, 2, 2);
    tensors.draw("g", 8, 5, 3, 2, 0.6f, 2, 2, 2, 2);

    assertThat(reader.read(tensors, WHOLE))
        .extracting(Detection::label)
        .containsExactly("car", "car");
  }

  @Test
  void suppressesWithinAHeadByItsOwnRule() {
    // Two boxes that overlap by 0.5 of their union: too much for the second head alone.
    tensors.draw("", 8, 4, 3, 0, 0.5f, 3, 2, 3, 2);
    tensors.draw("", 8, 6, 3, 0, 0.6f, 3, 2, 3, 2);
    tensors.draw("g", 8, 4, 3, 0, 0.5f, 3, 2, 3, 2);
    tensors.draw("g", 8, 6, 3, 0, 0.6f, 3, 2, 3, 2);

    assertThat(reader.read(tensors, WHOLE))
        .extracting(Detection::label)
        .containsExactlyInAnyOrder("car", "car", "garbage");
  }

  @Test
  void namesTheOutputOfTheHeadThatIsWrong() {
    tensors.draw("g", 8, 5, 3, 0, Float.NaN, 2, 2, 2, 2);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> reader.read(tensors, WHOLE))
        .withMessage("output gcls8: NaN (expected: scores of 0..1)");
  }

  @Test
  void knowsHowManyCellsAnOutputOfAnyHeadHas() {
    assertThat(reader.cells("cls8")).isEqualTo(128);
    assertThat(reader.cells("gbox32")).isEqualTo(8);
  }
}

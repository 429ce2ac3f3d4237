package io.cityward.inference.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pack's labels: 0 car and 1 truck in one group, 2 person, 3 not reported. */
class DetectionReaderTest {

  private static final InputSize SIZE = new InputSize(128, 64);
  private static final Letterbox WHOLE = new Letterbox(0, 0, 128, 64);

  private final DrawnTensors tensors = new DrawnTensors(SIZE, 4, 11);
  private DetectionReader reader;

  @BeforeEach
  void createReader(@TempDir Path models) {
    reader = new DetectionReader(PackFolder.pack(models), SIZE);
  }

  @Test
  void seesNothingInEmptyTensors() {
    assertThat(reader.read(tensors, WHOLE)).isEmpty();
  }

  @Test
  void takesEachSideAsTheExpectationOfItsBinsFromTheCellsCentre() {
    // Column 3, row 2 of stride 16: centre (56, 40).
    tensors.draw(16, 3, 2, 0, 0.75f, 2, 1, 1.5, 0.5);

    Detection only = only(reader.read(tensors, WHOLE));

    assertThat(only.label()).isEqualTo("car");
    assertThat(only.score()).isCloseTo(0.75, within(1e-6));
    assertBox(only.box(), (56 - 32) / 128., (40 - 16) / 64., (56 + 24) / 128., (40 + 8) / 64.);
  }

  @Test
  void softensOverAllBins() {
    tensors.draw(16, 3, 2, 0, 0.75f, 1, 1, 1, 1);
    // Equal logits: every bin weighs the same, and the distance is their mean, 5 cells.
    FloatBuffer boxes = tensors.values("box16");
    int cell = 2 * 8 + 3;
    for (int i = 0; i < 11; i++) {
      boxes.put(cell * 44 + i, 7f);
    }

    // 56 - 5 * 16 lies left of the picture.
    assertThat(only(reader.read(tensors, new Letterbox(-64, 0, 128, 64))).box().left())
        .isCloseTo((56 - 80 + 64) / 128., within(1e-6));
  }

  @Test
  void bringsBoxesBackToThePictureAndCutsThemAtItsEdge() {
    tensors.draw(8, 4, 4, 2, 0.5f, 2, 4, 2, 1);

    Box box = only(reader.read(tensors, new Letterbox(16, 8, 96, 48))).box();

    // Centre (36, 36), from (20, 4) to (52, 44): the top lies on the ground above the picture.
    assertBox(box, 4 / 96., 0, 36 / 96., 36 / 48.);
  }

  @Test
  void leavesOutWhatLiesBesideThePicture() {
    tensors.draw(8, 0, 0, 2, 0.9f, 0.25, 0.25, 0.25, 0.25);

    assertThat(reader.read(tensors, new Letterbox(16, 8, 96, 48))).isEmpty();
  }

  @Test
  void reportsOnlyMappedLabelsAtTheLeastScoreOrAbove() {
    tensors.draw(8, 2, 2, 3, 0.99f, 1, 1, 1, 1);
    tensors.draw(8, 8, 2, 0, 0.199f, 1, 1, 1, 1);
    tensors.draw(8, 12, 2, 0, 0.201f, 1, 1, 1, 1);

    assertThat(only(reader.read(tensors, WHOLE)).score()).isCloseTo(0.201, within(1e-6));
  }

  @Test
  void keepsTheBestOfOneGroupAndLeavesOtherGroupsAlone() {
    tensors.draw(8, 5, 3, 0, 0.5f, 2, 2, 2, 2);
    tensors.draw(8, 6, 3, 1, 0.6f, 2.5, 2, 1.5, 2);
    tensors.draw(8, 5, 4, 2, 0.4f, 2, 3, 2, 1);

    assertThat(reader.read(tensors, WHOLE))
        .extracting(Detection::label)
        .containsExactly("truck", "person");
  }

  @Test
  void keepsNeighboursThatOverlapALittle() {
    tensors.draw(8, 3, 3, 0, 0.5f, 2, 2, 2, 2);
    tensors.draw(8, 6, 3, 0, 0.6f, 2, 2, 2, 2);

    assertThat(reader.read(tensors, WHOLE)).hasSize(2);
  }

  @Test
  void dropsAPartWithinTheWholeAndABoxAroundBetterOnes() {
    tensors.draw(8, 3, 3, 0, 0.8f, 3, 3, 3, 3);
    tensors.draw(8, 4, 4, 0, 0.5f, 1, 1, 1, 1);
    tensors.draw(16, 6, 1, 1, 0.7f, 1, 1, 1, 1);
    tensors.draw(16, 4, 1, 0, 0.3f, 4, 1.5, 4, 1.5);

    assertThat(reader.read(tensors, WHOLE))
        .extracting(d -> (float) d.score())
        .containsExactly(0.8f, 0.7f);
  }

  @Test
  void startsAfreshWithEachPicture() {
    tensors.draw(8, 5, 3, 0, 0.5f, 2, 2, 2, 2);
    List<Detection> first = reader.read(tensors, WHOLE);

    assertThat(reader.read(tensors, WHOLE)).isEqualTo(first);
    assertThat(reader.read(new DrawnTensors(SIZE, 4, 11), WHOLE)).isEmpty();
  }

  @Test
  void survivesAModelThatSeesThingsEverywhere() {
    tensors.fill(0.9f);

    assertThat(reader.read(tensors, WHOLE)).hasSizeBetween(1, Candidates.MOST);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void refusesAScoreThatIsNoNumber(float score) {
    tensors.draw(8, 5, 3, 0, score, 2, 2, 2, 2);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> reader.read(tensors, WHOLE))
        .withMessage("output cls8: " + score + " (expected: scores of 0..1)")
        .returns(ErrorCode.EXTERNAL_FAILED, CityException::code);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void refusesASideThatIsNoNumber(float bin) {
    tensors.draw(16, 3, 2, 0, 0.9f, 2, 2, 2, 2);
    tensors.values("box16").put((2 * 8 + 3) * 44 + 22, bin);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> reader.read(tensors, WHOLE))
        .withMessage("output box16: NaN (expected: sides as numbers)");
  }

  @Test
  void goesOnAfterAPictureThatItRefused() {
    tensors.draw(8, 5, 3, 0, 0.5f, 2, 2, 2, 2);
    List<Detection> before = reader.read(tensors, WHOLE);
    DrawnTensors broken = new DrawnTensors(SIZE, 4, 11);
    broken.fill(Float.NaN);

    assertThatExceptionOfType(CityException.class).isThrownBy(() -> reader.read(broken, WHOLE));
    assertThat(reader.read(tensors, WHOLE)).isEqualTo(before);
  }

  @Test
  void leavesOnlyTheDetectionsOnTheHeap() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    tensors.fill(0.1f);
    reader.read(tensors, WHOLE);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      reader.read(tensors, WHOLE);
    }

    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 100).isLessThan(512);
  }

  @Test
  void knowsHowManyCellsAnOutputHas() {
    assertThat(reader.cells("cls8")).isEqualTo(128);
    assertThat(reader.cells("box32")).isEqualTo(8);
    assertThatIllegalArgumentException().isThrownBy(() -> reader.cells("box64"));
  }

  @Test
  void refusesAnOutputOfTheWrongLength() {
    OutputTensors other = new DrawnTensors(new InputSize(64, 64), 4, 11);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> reader.read(other, WHOLE))
        .withMessage("output cls8: 256 values (expected: 512)");
  }

  private static Detection only(List<Detection> detections) {
    assertThat(detections).hasSize(1);
    return detections.get(0);
  }

  private static void assertBox(Box box, double left, double top, double right, double bottom) {
    assertThat(new double[] {box.left(), box.top(), box.right(), box.bottom()})
        .containsExactly(new double[] {left, top, right, bottom}, within(1e-5));
  }
}

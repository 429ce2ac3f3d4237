package io.cityward.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import com.sun.management.ThreadMXBean;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.MatPicture;
import io.cityward.inference.SharedFootage;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import io.cityward.inference.pack.PackRepository;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEngineIT {

  private static final InputSize SMALL = new InputSize(416, 256);
  private static final InputSize LARGE = new InputSize(640, 384);
  private static final String STREET = "street_kerb_parked_cars.mp4";

  /** The six cars that stand at the kerbs of {@link #STREET}, from its truth file. */
  private static final List<Box> PARKED =
      List.of(
          new Box(0.4813, 0.6556, 0.7281, 0.8722),
          new Box(0.2547, 0.6, 0.4734, 0.8333),
          new Box(0.0187, 0.6222, 0.1281, 0.75),
          new Box(0.3375, 0.2167, 0.4625, 0.3667),
          new Box(0.2281, 0.2333, 0.3375, 0.3833),
          new Box(0.1313, 0.3, 0.2313, 0.4111));

  private final Engines engines = new Engines(List.of(new OnnxEngine()));
  private final ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");

  @ParameterizedTest
  @ValueSource(strings = {"416x256", "640x384", "32x32", "256x416"})
  void runsOneFileAtEverySizeThatThePackTakes(String size) {
    try (Detector detector = engines.open(pack, InputSize.parse(size));
        MatPicture wide = MatPicture.noise(640, 360);
        MatPicture tall = MatPicture.noise(90, 160)) {
      List<Detection> first = detector.detect(wide);
      detector.detect(tall);

      assertThat(detector.detect(wide)).isEqualTo(first);
    }
  }

  @Test
  void givesTheSameFromSessionsBesideEachOther() {
    List<Detection> alone = detect(pack, SMALL);

    List<CompletableFuture<List<Detection>>> together =
        List.of(
            CompletableFuture.supplyAsync(() -> detect(pack, SMALL)),
            CompletableFuture.supplyAsync(() -> detect(pack, SMALL)));

    assertThat(together).allSatisfy(f -> assertThat(f.join()).isEqualTo(alone));
  }

  @Test
  void goesOnAfterAPictureThatCannotBePainted() {
    try (Detector detector = engines.open(pack, SMALL);
        MatPicture sound = MatPicture.noise(640, 360);
        MatPicture torn =
            new MatPicture(new Mat(360, 640, CV_8UC3)) {
              @Override
              public void paintBgr(ByteBuffer canvas, int stride, int x, int y, int w, int h) {
                throw new IllegalStateException("torn");
              }
            }) {
      List<Detection> before = detector.detect(sound);

      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(torn))
          .withMessage("pack coco-nanodet 1.0.0 at 416x256: torn");
      assertThat(detector.detect(sound)).isEqualTo(before);
    }
  }

  @Test
  void takesNoPictureOnceItIsClosed() {
    Detector detector = engines.open(pack, SMALL);
    detector.close();

    try (MatPicture picture = MatPicture.noise(640, 360)) {
      assertThatIllegalStateException().isThrownBy(() -> detector.detect(picture));
    }
  }

  @Test
  void leavesNextToNothingOnTheHeap() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Detector detector = engines.open(pack, SMALL);
        MatPicture picture = MatPicture.noise(640, 360)) {
      detector.detect(picture);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10; i++) {
        detector.detect(picture);
      }
      long perPicture = (threads.getCurrentThreadAllocatedBytes() - before) / 10;

      // Its outputs are over 1 MB. What it really leaves: InferenceCost.
      assertThat(perPicture).isLessThan(64 * 1024);
    }
  }

  @ParameterizedTest
  @CsvSource({"416x256, 30", "416x256, 400", "640x384, 400"})
  void seesTheParkedCarsOfAStreet(String size, int frame) {
    try (MatPicture picture = SharedFootage.frame(STREET, frame);
        Detector detector = engines.open(pack, InputSize.parse(size))) {
      List<Detection> vehicles =
          detector.detect(picture).stream()
              .filter(d -> List.of("car", "truck", "bus").contains(d.label()))
              .toList();

      assertThat(PARKED.stream().filter(car -> isAmong(vehicles, car)).count())
          .as("of six in %s", vehicles)
          .isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void agreesWithTheConversionThatThePilotMade(@TempDir Path models) throws IOException {
    PackFolder folder = PackFolder.copyOfCocoNanodet(models);
    ModelPack pilot =
        folder
            .replaceModel(SharedFootage.file("models/nanodet_640x384.onnx"))
            .change("name: image", "name: images")
            .read();
    try (MatPicture picture = SharedFootage.frame(STREET, 100);
        Detector ours = engines.open(pack, LARGE);
        Detector theirs = engines.open(pilot, LARGE)) {
      List<Detection> mine = ours.detect(picture);
      List<Detection> reference = theirs.detect(picture);

      assertThat(mine).isNotEmpty().hasSameSizeAs(reference);
      for (int i = 0; i < mine.size(); i++) {
        assertThat(mine.get(i).label()).isEqualTo(reference.get(i).label());
        assertThat(mine.get(i).score()).isCloseTo(reference.get(i).score(), within(1e-4));
        assertThat(mine.get(i).box().iou(reference.get(i).box())).isGreaterThan(0.999);
      }
    }
  }

  @Test
  void refusesASizeThatTheGraphHasFixedOtherwise(@TempDir Path models) throws IOException {
    ModelPack fixed =
        PackFolder.copyOfCocoNanodet(models)
            .replaceModel(SharedFootage.file("models/nanodet_640x384.onnx"))
            .change("name: image", "name: images")
            .read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> engines.open(fixed, SMALL))
        .withMessageContaining(
            "input images shape: [1, 3, 384, 640] (expected: [1 or any, 3, 256, 416])");
  }

  private List<Detection> detect(ModelPack pack, InputSize size) {
    try (Detector detector = engines.open(pack, size);
        MatPicture picture = MatPicture.noise(640, 360)) {
      return detector.detect(picture);
    }
  }

  private static boolean isAmong(List<Detection> detections, Box box) {
    return detections.stream().anyMatch(d -> d.box().iou(box) > 0.4);
  }
}

package io.cityward.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.SharedFootage;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import io.cityward.inference.pack.PackRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several pictures in one run. */
class OnnxBatchIT {

  private static final InputSize SMALL = new InputSize(416, 256);
  private static final EngineSetup FOUR = new EngineSetup(Device.CPU, 4);

  private final OnnxEngine engine = new OnnxEngine();
  private final ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");

  @Test
  void givesInABatchWhatItGivesOneByOne() {
    try (Detector one = engine.open(pack, SMALL, EngineSetup.DEFAULT);
        Detector four = engine.open(pack, SMALL, FOUR);
        MatPicture a = MatPicture.noise(640, 360);
        MatPicture b = MatPicture.noise(90, 160);
        MatPicture c = MatPicture.filled(64, 64, 10, 20, 30);
        MatPicture d = MatPicture.noise(1280, 720)) {
      assertThat(four.batch()).isEqualTo(4);
      assertSame(one, four, List.of(a, b, c, d));
      assertSame(one, four, List.of(d, c));
      assertSame(one, four, List.of(b));
      assertSame(one, four, List.of(c, a, d));
      assertSame(one, four, List.of(d, c, b, a));
    }
  }

  @Test
  void seesInABatchOfAStreetWhatItSeesOneByOne() {
    try (Detector one = engine.open(pack, SMALL, EngineSetup.DEFAULT);
        Detector four = engine.open(pack, SMALL, FOUR);
        MatPicture early = SharedFootage.frame("street_kerb_parked_cars.mp4", 30);
        MatPicture late = SharedFootage.frame("street_kerb_parked_cars.mp4", 400)) {
      assertThat(one.detect(early)).isNotEmpty();
      assertSame(one, four, List.of(early, late, early));
    }
  }

  @Test
  void refusesMorePicturesThanItHasPlacesFor() {
    try (Detector one = engine.open(pack, SMALL, EngineSetup.DEFAULT);
        MatPicture picture = MatPicture.noise(64, 64)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> one.detect(List.of(picture, picture)))
          .withMessageEndingWith("2 pictures (expected: 1 to 1)");
    }
  }

  @Test
  void takesOnePictureWhereTheGraphFixesItsBatch(@TempDir Path models) throws IOException {
    ModelPack fixed = PackFolder.create(models, new StreetGraph().bytes()).read();

    try (Detector detector = engine.open(fixed, StreetGraph.SIZE, FOUR);
        MatPicture picture = MatPicture.noise(64, 64)) {
      assertThat(detector.batch()).isEqualTo(1);
      assertThat(detector.detect(picture)).isEmpty();
    }
  }

  private static void assertSame(Detector one, Detector several, List<? extends Picture> pictures) {
    List<List<Detection>> alone = new ArrayList<>();
    pictures.forEach(picture -> alone.add(one.detect(picture)));

    assertThat(several.detect(pictures)).isEqualTo(alone);
  }
}

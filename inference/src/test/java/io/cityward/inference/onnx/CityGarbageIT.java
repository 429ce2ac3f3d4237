package io.cityward.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.inference.CampusFrames;
import io.cityward.inference.ClipFrame;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.MatPicture;
import io.cityward.inference.SharedFootage;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pack of two heads: coco-nanodet's, unchanged, and one for garbage. */
class CityGarbageIT {

  private static final Set<String> GARBAGE = Set.of("garbage", "bin", "overflow");

  private final Engines engines = new Engines(List.of(new OnnxEngine()));
  private final PackRepository packs = new PackRepository(Path.of("../models"));
  private final ModelPack pack = packs.pack("city-garbage");
  private final ModelPack coco = packs.pack("coco-nanodet");

  @ParameterizedTest
  @CsvSource({"416x256, 50", "640x384, 50", "640x384, 250", "416x256, 450"})
  void seesAllThatCocoNanodetSeesToTheBit(String size, int frame) {
    try (MatPicture picture = CampusFrames.picture(frame)) {
      List<Detection> alone = look(coco, size, picture);

      List<Detection> both = look(pack, size, picture);

      assertThat(alone).hasSizeGreaterThan(2);
      assertThat(both).filteredOn(d -> !GARBAGE.contains(d.label())).isEqualTo(alone);
    }
  }

  /** A few that it finds; how many it misses is measured in the pack's README.md. */
  @ParameterizedTest
  @CsvSource({"000009, garbage", "000634, bin", "000109, overflow"})
  void seesGarbageInStreetsThatItWasNotTrainedOn(String picture, String label) {
    Path file = SharedFootage.file("data/garbage/valid/images/" + picture + ".jpg");
    try (MatPicture street = ClipFrame.read(file, 0)) {
      assertThat(look(pack, "640x384", street))
          .filteredOn(d -> d.score() >= 0.3)
          .extracting(Detection::label)
          .contains(label);
    }
  }

  private List<Detection> look(ModelPack pack, String size, MatPicture picture) {
    try (Detector detector = engines.open(pack, InputSize.parse(size))) {
      return detector.detect(picture);
    }
  }
}

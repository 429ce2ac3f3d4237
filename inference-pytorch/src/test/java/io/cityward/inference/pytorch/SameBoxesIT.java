package io.cityward.inference.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.inference.CampusFrames;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineDiscovery;
import io.cityward.inference.Engines;
import io.cityward.inference.MatPicture;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same pack as ONNX and as TorchScript, both in this process. */
class SameBoxesIT {

  /** As app finds its engines: this module's by the service loader. */
  private final Engines engines = EngineDiscovery.engines(List.of(new OnnxEngine()));

  private final ModelPack onnx = new PackRepository(Path.of("../models")).pack("coco-nanodet");
  private final ModelPack torch =
      new PackRepository(TorchPack.FOLDER.getParent()).pack("coco-nanodet-torch");

  @BeforeAll
  static void assumeLibrary() {
    TorchPack.assumeLibrary();
  }

  @ParameterizedTest
  @CsvSource({"416x256, 20", "416x256, 150", "416x256, 330", "416x256, 700", "640x384, 150"})
  void onnxAndTorchScriptGiveTheSameBoxes(String size, int frame) {
    try (Detector one = engines.open(onnx, InputSize.parse(size));
        Detector other = engines.open(torch, InputSize.parse(size));
        MatPicture picture = CampusFrames.picture(frame)) {
      List<Detection> expected = one.detect(picture);
      List<Detection> seen = other.detect(picture);

      assertThat(seen).hasSizeGreaterThan(2).hasSameSizeAs(expected);
      for (int i = 0; i < seen.size(); i++) {
        assertThat(seen.get(i).label()).isEqualTo(expected.get(i).label());
        assertThat(seen.get(i).score()).isCloseTo(expected.get(i).score(), within(0.01));
        assertThat(seen.get(i).box().iou(expected.get(i).box())).isGreaterThan(0.98);
      }
    }
  }
}

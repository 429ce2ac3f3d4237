package io.cityward.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that open well and then fail, and devices that are not there. */
class OnnxFaultIT {

  private final OnnxEngine engine = new OnnxEngine();

  @TempDir Path models;

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void failsWhereAModelGivesNoNumbersAsScores(float score) throws IOException {
    assertThat(failure(new StreetGraph().score(score)))
        .hasMessage(
            "pack street 1.2.3 at 64x32: output cls8: " + score + " (expected: scores of 0..1)")
        .returns(ErrorCode.EXTERNAL_FAILED, CityException::code);
  }

  @Test
  void failsWhereAModelGivesNoNumbersAsBoxes() throws IOException {
    assertThat(failure(new StreetGraph().score(0.9f).bin(Float.NaN)))
        .hasMessage("pack street 1.2.3 at 64x32: output box32: NaN (expected: sides as numbers)");
  }

  @Test
  void failsWhereAnOutputHasFewerCellsThanTheSizeGives() throws IOException {
    assertThat(failure(new StreetGraph().cells8(31)))
        .hasMessageStartingWith("pack street 1.2.3 at 64x32: ")
        .hasMessageContaining("{1,31,")
        .hasMessageContaining("{1,32,")
        .returns(ErrorCode.EXTERNAL_FAILED, CityException::code);
  }

  @Test
  void failsWhereAGraphThatDeclaresAnyBatchTakesOnlyOne() throws IOException {
    ModelPack pack = PackFolder.create(models, new StreetGraph().batch("n").bytes()).read();
    try (Detector detector = engine.open(pack, StreetGraph.SIZE, new EngineSetup(Device.CPU, 2));
        MatPicture picture = MatPicture.noise(64, 32)) {
      assertThat(detector.batch()).isEqualTo(2);
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(List.of(picture, picture)))
          .withMessageStartingWith("pack street 1.2.3 at 64x32: ");
      assertThat(detector.detect(picture)).isEmpty();
    }
  }

  @Test
  void saysWhatADeviceNeedsThatIsNotThere() throws IOException {
    assumeFalse(
        OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
        "skipped: this build has CUDA");
    ModelPack pack = PackFolder.create(models, new StreetGraph().bytes()).read();
    EngineSetup cuda = new EngineSetup(Device.parse("cuda:1"), 1);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> engine.open(pack, StreetGraph.SIZE, cuda))
        .withMessage(
            "pack street 1.2.3: device: cuda:1"
                + " (expected: cpu; this build has no CUDA: one by './mvnw -Pcuda package' has)")
        .returns(ErrorCode.INVALID, CityException::code);
  }

  private CityException failure(StreetGraph graph) throws IOException {
    ModelPack pack = PackFolder.create(models, graph.bytes()).read();
    try (Detector detector = engine.open(pack, StreetGraph.SIZE, EngineSetup.DEFAULT);
        MatPicture picture = MatPicture.noise(64, 32)) {
      return assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(picture))
          .actual();
    }
  }
}

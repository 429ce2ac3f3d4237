package io.cityward.inference.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import io.cityward.inference.Engines;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that do not fit their manifests. */
class GraphCheckIT {

  @TempDir Path models;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          name: image                       | name: picture | inputs: [image] (expected: only picture)
          bins: 11                          | bins: 12      | output box8 shape: [any, any, 44] (expected: [1 or any, 1664, 48])
          scores: [cls8                     | scores: [sco8 | outputs: [cls8, cls16, cls32, box8, box16, box32] (expected: sco8 among them)
          "  - { name: scissors }\n"        | "\n"          | output cls32 shape: [any, any, 80] (expected: [1 or any, 104, 79])
          """)
  void namesWhatDoesNotFitTheManifest(String from, String to, String problem) throws IOException {
    ModelPack pack = PackFolder.copyOfCocoNanodet(models).change(from, to).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("pack coco-nanodet 1.0.0: " + problem)
        .returns(ErrorCode.INVALID, CityException::code);
  }

  @Test
  void namesAWrongTypeRankAndAllMissingOutputsTogether() throws IOException {
    byte[] graph = GraphFile.identity("image", "cls8", GraphFile.INT64, List.of(1, 3));
    ModelPack pack = PackFolder.create(models, graph).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::name)
                    .containsExactly(
                        "input image type",
                        "input image shape",
                        "output cls8 type",
                        "output cls8 shape",
                        "outputs",
                        "outputs",
                        "outputs",
                        "outputs",
                        "outputs"));
  }

  @Test
  void namesAnInputThatHasNotThreeChannels() throws IOException {
    byte[] graph = GraphFile.identity("image", "cls8", GraphFile.FLOAT, List.of(1, 1, 32, 64));
    ModelPack pack = PackFolder.create(models, graph).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining(
            "input image shape: [1, 1, 32, 64] (expected: [1 or any, 3, 32, 64])");
  }

  @Test
  void namesABatchThatIsFixedToSeveral() throws IOException {
    ModelPack pack = PackFolder.create(models, new StreetGraph().batch(4).bytes()).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining(
            "input image shape: [4, 3, 32, 64] (expected: [1 or any, 3, 32, 64])");
  }

  @Test
  void namesAFileThatIsNoModel() throws IOException {
    ModelPack pack = PackFolder.create(models, "no graph".getBytes(UTF_8)).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("pack street 1.2.3: ")
        .withMessageContaining("street.onnx: cannot be loaded: ")
        .returns(ErrorCode.EXTERNAL_FAILED, CityException::code);
  }

  @Test
  void namesAFileThatEndsTooEarly() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("../models/coco-nanodet/coco-nanodet.onnx"));
    ModelPack pack = PackFolder.create(models, Arrays.copyOf(whole, whole.length / 2)).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> open(pack))
        .withMessageContaining("street.onnx: cannot be loaded: ");
  }

  private static void open(ModelPack pack) {
    new Engines(List.of(new OnnxEngine())).open(pack, pack.defaultSize()).close();
  }
}

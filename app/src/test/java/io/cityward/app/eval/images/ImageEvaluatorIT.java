package io.cityward.app.eval.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.core.CityException;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.SnapshotWriter;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pack over a real picture: the first frame of the campus clip. */
class ImageEvaluatorIT {

  private static final ModelPack PACK =
      new PackRepository(Path.of("..", "models")).pack("coco-nanodet");

  private static final ClassMap VEHICLES = ClassMap.parse("car=vehicle,bus=vehicle,truck=vehicle");

  /** A van, and a car at the edge of the picture. */
  private static final String GATE = "0 0.896 0.125 0.092 0.097\n0 0.978 0.122 0.045 0.075\n";

  @TempDir Path folder;
  private final ImageEvaluator evaluator =
      new ImageEvaluator(new Engines(List.of(new OnnxEngine())));

  @BeforeEach
  void takeAPicture() throws IOException {
    Path clip = BundledClips.extract(BundledClips.CAMPUS, folder);
    Files.createDirectories(folder.resolve("set"));
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL);
        Frame frame = frames.next()) {
      SnapshotWriter.write(frame, List.of(), folder.resolve("set/campus.jpg"));
    }
    Files.writeString(folder.resolve("set/classes.txt"), "vehicle\nstall\n");
  }

  private ImageFigures evaluate(ClassMap map, List<Integer> done) {
    LabelledImages set = LabelledImages.read(folder.resolve("set"));
    return evaluator.evaluate(PACK, PACK.defaultSize(), set, map, done::add);
  }

  @Test
  void thePackInEightBitsFindsThemToo() throws IOException {
    Files.writeString(folder.resolve("set/campus.txt"), GATE);
    ModelPack pack = new PackRepository(Path.of("..", "models")).pack("coco-nanodet-int8");
    LabelledImages set = LabelledImages.read(folder.resolve("set"));
    ImageFigures figures = evaluator.evaluate(pack, pack.defaultSize(), set, VEHICLES, done -> {});
    assertThat(figures.pack()).isEqualTo("coco-nanodet-int8");
    assertThat(figures.classes().get("vehicle").ap50().orElseThrow()).isGreaterThan(0.9);
  }

  @Test
  void findsTheVanAndTheCarAtTheGate() throws IOException {
    Files.writeString(folder.resolve("set/campus.txt"), GATE);
    List<Integer> done = new ArrayList<>();
    ImageFigures figures = evaluate(VEHICLES, done);
    assertThat(done).containsExactly(1);
    ImageFigures.OfClass vehicles = figures.classes().get("vehicle");
    assertThat(vehicles.objects()).isEqualTo(2);
    assertThat(vehicles.ap50().orElseThrow()).isGreaterThan(0.9);
    assertThat(vehicles.best().orElseThrow().recall()).isEqualTo(1);
    assertThat(figures.notReported()).containsExactly("stall");

    JsonNode json = figures.toJson();
    assertThat(json.get("pack").asText()).isEqualTo("coco-nanodet");
    assertThat(json.get("images").asInt()).isEqualTo(1);
    JsonNode vehicle = json.get("classes").get("vehicle");
    assertThat(vehicle.get("objects").asInt()).isEqualTo(2);
    assertThat(vehicle.get("ap50").asDouble()).isGreaterThan(0.9);
    assertThat(vehicle.get("atScore").asDouble()).isBetween(0.01, 1.0);
    assertThat(vehicle.has("precision")).isTrue();
    assertThat(figures.table())
        .contains("coco-nanodet 1.0.0 at 416x256, 1 images")
        .containsPattern("vehicle +2 +\\d\\.\\d{3}")
        .contains("does not report it: stall");
  }

  @Test
  void aPictureWithoutLabelsHasNoObjectsAndIsCounted() {
    ImageFigures figures = evaluate(VEHICLES, new ArrayList<>());
    assertThat(figures.withoutLabels()).isOne();
    assertThat(figures.classes().get("vehicle").ap50()).isEmpty();
    assertThat(figures.toJson().get("classes").get("vehicle").get("ap50").isNull()).isTrue();
    assertThat(figures.table()).contains("1 images have no label file");
  }

  @Test
  void aPictureThatCannotBeReadIsNamed() throws IOException {
    Files.writeString(folder.resolve("set/broken.jpg"), "no picture");
    assertThatThrownBy(() -> evaluate(VEHICLES, new ArrayList<>()))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("broken.jpg");
  }

  @Test
  void aSetOfClassesThatThePackDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> evaluate(ClassMap.NONE, new ArrayList<>()))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("vehicle, stall (expected: one that pack coco-nanodet 1.0.0 reports");
  }
}

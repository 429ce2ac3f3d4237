package io.cityward.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Device;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackRepositoryTest {

  @TempDir Path models;

  @Test
  void readsEveryPartOfAManifest() throws IOException {
    ModelPack pack = PackFolder.create(models).read();

    assertThat(pack).hasToString("street 1.2.3");
    assertThat(pack.engine()).isEqualTo("onnxruntime");
    assertThat(pack.source()).isInstanceOf(ModelSource.ModelFile.class);
    assertThat(pack.model()).exists();
    assertThat(pack.device()).isEmpty();
    assertThat(pack.defaultSize()).hasToString("64x32");
    assertThat(pack.preprocessing().mean()).containsExactly(103.53, 116.28, 123.675);
    assertThat(pack.labels()).extracting(Label::name).endsWith("kite");
    assertThat(pack.labels().get(3).as()).isEmpty();
    assertThat(pack.outputs().heads().get(0).suppression().groups())
        .containsExactly(List.of("car", "truck"));
    assertThat(pack.outputs().tensors())
        .contains(new Outputs.Tensor("cls8", 4), new Outputs.Tensor("box32", 44));
    assertThat(pack.origin().licences()).extracting(Origin.Licence::spdx).containsExactly("MIT");
  }

  @Test
  void readsTheHeadsOfAGraph() throws IOException {
    ModelPack plain = PackFolder.create(models).read();
    ModelPack pack = PackFolder.create(models).inHeads(PackFolder.SECOND_HEAD).read();

    assertThat(pack.outputs().heads()).startsWith(plain.outputs().heads().get(0)).hasSize(2);
    assertThat(pack.outputs().heads()).extracting(Outputs.Head::labels).containsExactly(4, 3);
    assertThat(pack.labels())
        .startsWith(plain.labels().toArray(Label[]::new))
        .hasSize(7)
        .contains(new Label("heap", Optional.of("garbage")));
    assertThat(pack.outputs().tensors())
        .startsWith(plain.outputs().tensors().toArray(Outputs.Tensor[]::new))
        .hasSize(12)
        .contains(new Outputs.Tensor("gcls8", 3), new Outputs.Tensor("gbox32", 44));
    assertThat(pack.withMinScore(0.01).outputs().heads())
        .extracting(Outputs.Head::minScore)
        .containsExactly(0.01, 0.01);
    assertThat(pack.reporting(Set.of("garbage")).labels())
        .hasSize(7)
        .filteredOn(label -> label.as().isPresent())
        .extracting(Label::name)
        .containsExactly("heap");
  }

  @Test
  void readsAListOfOneHeadAsAGraphWithoutHeads() throws IOException {
    ModelPack plain = PackFolder.create(models).read();
    ModelPack pack = PackFolder.create(models).inHeads().read();

    assertThat(pack).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          boxes: [gbox8, gbox16,  | boxes: [gbox8,           | outputs.heads[1].boxes: [gbox8, gbox32] (expected: one name per stride, 3)
          scores: [gcls8,         | scores: [cls8,           | outputs.heads[1].scores: cls8 (expected: each output of the graph once)
          minScore: 0.3           | minScore: 0              | outputs.heads[1].minScore: 0 (expected: a number from 0.01 to 1)
          minScore: 0.3           | least: 0.3               | outputs.heads[1].minScore: missing (expected: a number from 0.01 to 1)
          iou: 0.4                | iou: 7                   | outputs.heads[1].suppression.iou: 7 (expected: a number from 0.05 to 1)
          iou: 0.4                | "iou: 0.4\n        groups: [{ classes: [garbage, truck] }]" | outputs.heads[1].suppression.groups: truck (expected: a class that a label is reported 'as')
          name: heap              | name: kite               | outputs.heads[1].labels: kite (expected: each label once)
          as: garbage             | as: Garbage              | outputs.heads[1].labels[0].as: Garbage (expected: a-z, 0-9 and '-': traffic-cone)
          "- { name: leaf }"      | "- leaf"                 | outputs.heads[1].labels[1]: \"leaf\" (expected: keys and values)
          "licences:"             | "labels: [{ name: a, as: b }]\nlicences:" | labels: beside outputs.heads (expected: in each of outputs.heads instead)
          bins: 11                | "bins: 11\n  minScore: 0.1" | outputs.minScore: beside outputs.heads (expected: in each of outputs.heads instead)
          """)
  void namesWhatIsWrongWithAHead(String from, String to, String problem) throws IOException {
    PackFolder folder =
        PackFolder.create(models)
            .inHeads(PackFolder.SECOND_HEAD)
            .change(from, to.replace("\\n", "\n"));

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .withMessageContaining("street/pack.yml: " + problem.replace("\\\"", "\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []     | outputs.heads: none (expected: at least one)
          coco   | outputs.heads: "coco" (expected: a list)
          [coco] | outputs.heads[0]: "coco" (expected: keys and values)
          """)
  void namesWhatIsNoListOfHeads(String heads, String problem) throws IOException {
    PackFolder folder = PackFolder.create(models).change("bins: 11", "bins: 11\n  heads: " + heads);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .withMessageContaining("street/pack.yml: " + problem);
  }

  @Test
  void namesAHeadThatReportsNothing() throws IOException {
    PackFolder folder =
        PackFolder.create(models)
            .inHeads(PackFolder.SECOND_HEAD)
            .change(", as: garbage", "")
            .change("{ name: motorcar, as: car }", "{ name: motorcar }");

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .satisfies(e -> assertThat(e.problems()).hasSize(1))
        .withMessageContaining(
            "outputs.heads[1].labels: 3 labels (expected: at least one with 'as')");
  }

  @Test
  void readsWhatAPackAsksToBeRunOn() throws IOException {
    PackFolder folder = PackFolder.create(models).change("task:", "device: cuda:1\ntask:");

    assertThat(folder.read().device()).contains(Device.parse("cuda:1"));
  }

  @Test
  void readsAModelThatAServerRuns() throws IOException {
    PackFolder folder = PackFolder.create(models).onRemote("gpu-room", "nanodet");

    assertThat(folder.read().source()).isEqualTo(new RemoteModel("gpu-room", "nanodet", ""));

    folder.change("name: nanodet", "name: nanodet\n  version: 3");
    assertThat(folder.read().source()).isEqualTo(new RemoteModel("gpu-room", "nanodet", "3"));
  }

  @Test
  void hasNoFileWhereAServerRunsTheModel() throws IOException {
    ModelPack pack = PackFolder.create(models).onRemote("gpu-room", "nanodet").read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(pack::model)
        .withMessage(
            "pack street 1.2.3: model: remote gpu-room, model nanodet"
                + " (expected: a file of the pack)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          remote: gpu-room       | remote: GPU room          | model.remote: GPU room (expected: a name from inference.remotes)
          remote: gpu-room       | version: 1                | model.remote: missing (expected: a text)
          name: nanodet          | name: nano/det            | model.name: nano/det (expected: 1 to 128 of letters, digits, '.', '_', '-')
          name: nanodet          | "name: a\n  version: a b" | model.version: a b (expected: 1 to 128 of letters, digits, '.', '_', '-')
          name: nanodet          | "name: a\n  file: a.onnx" | model.file: unknown key; known here: remote, name, version
          engine: open-inference | engine: pytorch           | engine: pytorch (expected: open-inference, as the model is on a remote)
          task:                  | "device: cuda\ntask:"     | device: cuda (expected: absent: the server decides what its models run on)
          """)
  void namesWhatIsWrongWithARemoteModel(String from, String to, String problem) throws IOException {
    PackFolder folder = PackFolder.create(models).onRemote("gpu-room", "nanodet").change(from, to);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .satisfies(e -> assertThat(e.problems()).hasSize(1))
        .withMessageContaining("street/pack.yml: " + problem);
  }

  @Test
  void readsThePacksOfThisRepository() {
    PackRepository ours = new PackRepository(Path.of("../models"));

    assertThat(ours.names()).contains("coco-nanodet");
    assertThat(ours.names()).allSatisfy(name -> assertThat(ours.pack(name).name()).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          name: street        | name: road          | name: road (expected: street, as the folder)
          version: 1.2.3      | version: new        | version: new (expected: major.minor.patch, such as 1.0.0)
          task:               | "device: gpu\ntask:" | device: gpu (expected: cpu, cuda, or cuda:1 for the second of several)
          task: object-det    | task: face-det      | task: face-detection (expected: object-detection)
          engine: onnxruntime | engine: "../../x"   | engine: ../../x (expected: the name of an engine)
          file: street.onnx   | file: road.onnx     | model.file: road.onnx (expected: a file within the pack's folder)
          file: street.onnx   | file: ../../x.onnx  | model.file: ../../x.onnx (expected: a file within the pack's folder)
          layout: NCHW        | layout: NHWC        | input.layout: NHWC (expected: NCHW)
          type: float32       | type: uint8         | input.type: uint8 (expected: float32)
          channels: BGR       | channels: GRB       | input.channels: GRB (expected: one of BGR, RGB)
          [[64, 32],          | [[64, 33],          | input.sizes: [64.0, 33.0] (expected: [width, height], multiples of 32 to 4096)
          mean: [103.53,      | mean: [             | preprocessing.mean: [116.28, 123.675] (expected: three numbers, one per channel)
          std: [57.375,       | std: [0,            | preprocessing.std: [0.0, 57.12, 58.395] (expected: three numbers above 0, one per channel)
          decoder: nanodet    | decoder: nanodot    | outputs.decoder: nanodot (expected: nanodet)
          strides: [8,        | strides: [9,        | outputs.strides: 9.0 (expected: divisors of input.multipleOf, 32)
          [box8, box16,       | [box8,              | outputs.boxes: [box8, box32] (expected: one name per stride, 3)
          minScore: 0.2       | minScore: 2         | outputs.minScore: 2 (expected: a number from 0.01 to 1)
          [car, truck]        | [car, tram]         | outputs.suppression.groups: tram (expected: a class that a label is reported 'as')
          [car, truck]        | [car, car]          | outputs.suppression.groups: car (expected: each class in one group)
          name: lorry         | name: automobile    | labels: automobile (expected: each label once)
          as: person          | as: Person!         | labels[2].as: Person! (expected: a-z, 0-9 and '-': traffic-cone)
          file: LICENSE       | file: COPYING       | licences[0].file: COPYING (expected: a file within the pack's folder)
          trainedOn: streets  | trained: streets    | origin.trained: unknown key; did you mean trainedOn?
          """)
  void namesWhatIsWrongInAManifest(String from, String to, String problem) throws IOException {
    PackFolder folder = PackFolder.create(models).change(from, to);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .withMessageContaining("street/pack.yml: " + problem)
        .returns(ErrorCode.INVALID, CityException::code);
  }

  @Test
  void reportsAllProblemsTogether() throws IOException {
    PackFolder folder =
        PackFolder.create(models)
            .change("version: 1.2.3", "version: x")
            .change("pad: 114", "pad: 300")
            .change("bins: 11\n", "\n");
    Files.delete(folder.file("LICENSE"));

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.name())
                    .containsExactlyInAnyOrder(
                        "version", "preprocessing.pad", "outputs.bins", "licences[0].file"));
  }

  @Test
  void refusesAModelFileWithAnotherChecksum() throws IOException {
    PackFolder folder = PackFolder.create(models);
    Files.writeString(folder.file("street.onnx"), "changed");

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .withMessageContaining("street/pack.yml: model.sha256: ")
        .withMessageContaining("which street.onnx has");
  }

  @Test
  void refusesAMissingModelFileOnlyOnce() throws IOException {
    PackFolder folder = PackFolder.create(models);
    Files.delete(folder.file("street.onnx"));

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(folder::read)
        .satisfies(e -> assertThat(e.problems()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"stret, did you mean street?", "boats, there is street"})
  void helpsWithAnUnknownName(String name, String hint) throws IOException {
    PackFolder.create(models);

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new PackRepository(models).pack(name))
        .withMessageContaining("pack: " + name + " (no such pack in ")
        .withMessageContaining(hint)
        .returns(ErrorCode.NOT_FOUND, CityException::code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../street", "..", "", "/etc", "a/b", "a\0b", "Street"})
  void refusesNamesThatAreNoNames(String name) {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> new PackRepository(models.resolve("deeper")).pack(name))
        .returns(ErrorCode.INVALID, CityException::code);
  }

  @Test
  void namesNoPacksWhereThereIsNoFolder() {
    PackRepository repository = new PackRepository(models.resolve("nothing"));

    assertThat(repository.names()).isEmpty();
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> repository.pack("street"))
        .withMessageContaining("there is none");
  }
}

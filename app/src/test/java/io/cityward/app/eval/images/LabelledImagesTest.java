package io.cityward.app.eval.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cityward.app.eval.images.LabelledImage.Labelled;
import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledImagesTest {

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private LabelledImages read(String inside) {
    return LabelledImages.read(folder.resolve(inside));
  }

  @Test
  void readsImagesAndLabelsInFoldersOfTheirOwn() throws IOException {
    write("images/a.jpg", "");
    write("images/b.PNG", "");
    write("labels/a.txt", "1 0.5 0.5 0.2 0.4\n\n0 0.1 0.1 0.2 0.2\n");
    write("classes.txt", "garbage\nTraffic Light\n\n");
    LabelledImages set = read("");
    assertThat(set.names()).containsExactly("garbage", "traffic-light");
    assertThat(set.images()).hasSize(2);
    assertThat(set.withoutLabels()).isOne();
    List<Labelled> objects = set.images().get(0).objects();
    assertThat(objects).extracting(Labelled::name).containsExactly("traffic-light", "garbage");
    assertThat(objects.get(0).box().left()).isCloseTo(0.4, within(1e-9));
    assertThat(objects.get(0).box().bottom()).isCloseTo(0.7, within(1e-9));
    assertThat(set.images().get(1).objects()).isEmpty();
  }

  @Test
  void readsLabelsBesideTheirImages() throws IOException {
    write("a.jpg", "");
    write("a.txt", "0 0.5 0.5 0.2 0.4");
    write("obj.names", "car");
    assertThat(read("").images().get(0).objects()).hasSize(1);
  }

  @Test
  void aFolderCalledImagesFindsItsLabelsAndNamesNextToIt() throws IOException {
    write("set/valid/images/a.jpg", "");
    write("set/valid/labels/a.txt", "0 0.5 0.5 0.2 0.4");
    write("set/valid/classes.txt", "car");
    assertThat(read("set/valid/images").images().get(0).objects()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nc: 2\nnames: [car, bus]\n",
        "names:\n  0: car\n  1: bus\ntrain: ../x\n",
        "names: ['car', \"bus\"]"
      })
  void namesAreReadFromYaml(String yaml) throws IOException {
    write("set/a.jpg", "");
    write("data.yaml", yaml);
    assertThat(read("set").names()).containsExactly("car", "bus");
  }

  @Test
  void aBoxThatReachesBeyondTheEdgeEndsThere() throws IOException {
    write("a.jpg", "");
    write("a.txt", "0 0.95 0.5 0.2 1");
    write("classes.txt", "car");
    assertThat(read("").images().get(0).objects().get(0).box().right()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0.5 0.5 0.2 | label: 4 values (expected: 5 numbers",
        "0 0.5 0.5 0.2 0.2 0.9 | label: 6 values",
        "0 0.5 0.5 0.2 1.2 | height: 1.2 (expected: 0..1",
        "0 -0.1 0.5 0.2 0.2 | centreX: -0.1",
        "0 x 0.5 0.2 0.2 | centreX: x (expected: a number",
        "0 NaN 0.5 0.2 0.2 | centreX: NaN",
        "0 0.5 0.5 0 0.2 | size: 0.0 x 0.2 (expected: more than 0)",
        "2 0.5 0.5 0.2 0.2 | class: 2 (expected: 0 to 1",
        "-1 0.5 0.5 0.2 0.2 | class: -1",
        "car 0.5 0.5 0.2 0.2 | class: car",
      })
  void aWrongLabelIsRefusedWithItsFileAndLine(String line, String problem) throws IOException {
    write("a.jpg", "");
    write("a.txt", "0 0.5 0.5 0.1 0.1\n" + line + "\n");
    write("classes.txt", "car\nbus");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("a.txt, line 2: " + problem);
  }

  @Test
  void ofManyProblemsTheFirstAreNamedAndAllAreCounted() throws IOException {
    write("a.jpg", "");
    write("a.txt", "0 9 9 9 9\n".repeat(50));
    write("classes.txt", "car");
    assertThatThrownBy(() -> read(""))
        .hasMessageContaining("line 20")
        .hasMessageContaining("50 problems")
        .message()
        .hasLineCount(21);
  }

  @Test
  void whatIsNoDataSetIsRefused() throws IOException {
    assertThatThrownBy(() -> read("nowhere")).hasMessageContaining("no such folder");
    write("empty/classes.txt", "car");
    assertThatThrownBy(() -> read("empty")).hasMessageContaining("images in");
    write("nameless/set/a.jpg", "");
    assertThatThrownBy(() -> read("nameless/set")).hasMessageContaining("classes.txt");
    write("twice/a.jpg", "");
    write("twice/classes.txt", "Car\ncar");
    assertThatThrownBy(() -> read("twice")).hasMessageContaining("each name once");
    write("odd/a.jpg", "");
    write("odd/data.yaml", "names: {0: car, 2: bus}");
    assertThatThrownBy(() -> read("odd")).hasMessageContaining("0, 1, 2");
    write("broken/a.jpg", "");
    write("broken/data.yaml", "names: [car");
    assertThatThrownBy(() -> read("broken")).hasMessageContaining("YAML");
  }

  @Test
  void aMapCountsSeveralNamesAsOne() {
    ClassMap map = ClassMap.parse("car=vehicle, Mini Bus=vehicle");
    assertThat(map.of("mini-bus")).isEqualTo("vehicle");
    assertThat(map.of("person")).isEqualTo("person");
    map.check(Set.of("car", "mini-bus"), new TreeSet<>(List.of("vehicle")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "car | --map: car (expected: name=name",
        "car=vehicle, | --map:  (expected: name=name",
        "car=a=b | --map: car=a=b",
        "car=vehicle,car=bus | --map: car (expected: each name once",
      })
  void aMapOfTheWrongFormIsRefused(String map, String problem) {
    assertThatThrownBy(() -> ClassMap.parse(map)).hasMessageContaining(problem);
  }

  @Test
  void aMapOfClassesThatNobodyHasIsRefused() {
    Set<String> pack = Set.of("car", "bus");
    Set<String> set = Set.of("vehicle");
    assertThatThrownBy(() -> ClassMap.parse("cart=vehicle").check(pack, set))
        .hasMessageContaining("--map: cart")
        .hasMessageContaining("did you mean car?");
    assertThatThrownBy(() -> ClassMap.parse("car=vehikel").check(pack, set))
        .hasMessageContaining("did you mean vehicle?");
  }
}

package io.cityward.scenes.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.scenes.RealFootage;
import io.cityward.scenes.Still;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pan head that looks at parts of one real square in turn. */
class PresetRecogniserIT {

  private static final Map<String, Box> VIEWS = new LinkedHashMap<>();

  static {
    VIEWS.put("left", new Box(0.04, 0.2, 0.44, 0.6));
    VIEWS.put("middle", new Box(0.3, 0.3, 0.7, 0.7));
    VIEWS.put("right", new Box(0.56, 0.1, 0.96, 0.5));
  }

  @TempDir private static Path folder;
  private static List<Still> square;

  private PresetRecogniser recogniser;

  @BeforeAll
  static void decode() throws IOException {
    square = RealFootage.campus(folder, 0.5, 640);
    for (var view : VIEWS.entrySet()) {
      write(square.get(0).cut(view.getValue()), folder.resolve(view.getKey() + ".jpg"));
    }
  }

  @BeforeEach
  void load() {
    recogniser =
        PresetRecogniser.load(
            VIEWS.keySet().stream()
                .map(id -> new Preset(id, folder.resolve(id + ".jpg"), List.of()))
                .toList());
  }

  @Test
  void knowsEachPresetWhoeverWalksThere() {
    for (var view : VIEWS.entrySet()) {
      for (int i = 1; i < 12; i++) {
        Sight sight = recogniser.look(square.get(3 * i).cut(view.getValue()));
        if (i > 2) {
          assertThat(shown(sight)).as("look %d at %s", i, view.getKey()).isEqualTo(view.getKey());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dusk", "night", "glare", "inverted", "noise"})
  void knowsThemInAnyLight(String light) {
    UnaryOperator<Still> seen =
        still ->
            switch (light) {
              case "dusk" -> still.mapped(v -> 0.4 * v).noisy(2, 1);
              case "night" -> still.mapped(v -> 70 * Math.pow(v / 255, 1.6)).noisy(3, 1);
              case "glare" -> still.mapped(v -> Math.min(255, 1.6 * v + 30));
              case "inverted" -> still.mapped(v -> 255 - 0.7 * v);
              default -> still.noisy(12, 1);
            };
    for (var view : VIEWS.entrySet()) {
      recogniser.look(seen.apply(square.get(20).cut(view.getValue())));
      recogniser.look(seen.apply(square.get(21).cut(view.getValue())));

      assertThat(shown(recogniser.look(seen.apply(square.get(22).cut(view.getValue())))))
          .isEqualTo(view.getKey());
    }
  }

  @Test
  void knowsAPresetThatThePanHeadDoesNotHitExactly() {
    for (double off : new double[] {-0.01, 0.01}) {
      recogniser.look(square.get(5).cut(moved(VIEWS.get("middle"), off)));
      Sight sight = recogniser.look(square.get(6).cut(moved(VIEWS.get("middle"), off)));

      assertThat(shown(sight)).isEqualTo("middle");
    }
  }

  @Test
  void isBetweenPresetsWhereNoneFits() {
    Box elsewhere = new Box(0.5, 0.55, 0.9, 0.95);

    for (int i = 0; i < 10; i++) {
      Sight sight = recogniser.look(square.get(i).cut(elsewhere));
      assertThat(sight).isInstanceOf(Sight.Between.class);
      assertThat(((Sight.Between) sight).reason()).contains("nearest is");
    }
  }

  @Test
  void isBetweenPresetsWhileTheCameraTurns() {
    show("left", 4);

    for (int i = 1; i < 8; i++) {
      // Over to the right in ten looks, a tenth of the way each.
      double x = 0.04 + 0.052 * i;
      double y = 0.2 - 0.01 * i;
      Sight sight = recogniser.look(square.get(i).cut(new Box(x, y, x + 0.4, y + 0.4)));
      assertThat(sight).as("step %d", i).isInstanceOf(Sight.Between.class);
    }
    assertThat(show("right", 3)).isEqualTo("right");
  }

  @Test
  void keepsThePresetWhileABusStandsInFront() {
    show("middle", 4);

    for (int i = 5; i < 20; i++) {
      Still hidden =
          square.get(i).cut(VIEWS.get("middle")).behind(new Box(0.1, 0.2, 0.7, 0.85), 170);
      assertThat(shown(recogniser.look(hidden))).isEqualTo("middle");
    }
  }

  @Test
  void takesTwoLooksForAPresetThatFitsHalfway() {
    UnaryOperator<Still> half =
        still -> still.cut(VIEWS.get("left")).behind(new Box(0.45, 0, 1, 1), 120).noisy(2, 4);

    assertThat(recogniser.look(half.apply(square.get(1)))).isInstanceOf(Sight.Between.class);
    assertThat(shown(recogniser.look(half.apply(square.get(2))))).isEqualTo("left");
  }

  @Test
  void leavesAPresetAtOnceWhenAnotherViewIsThere() {
    show("left", 3);

    Sight sight = recogniser.look(square.get(3).cut(new Box(0.5, 0.55, 0.9, 0.95)));

    assertThat(sight).isInstanceOf(Sight.Between.class);
    assertThat(((Sight.Between) sight).reason()).startsWith("left left");
  }

  @Test
  void forgetsWhatWasShown() {
    show("left", 3);

    recogniser.reset();

    assertThat(recogniser.look(new Still(64, 36, new byte[64 * 36])))
        .isInstanceOf(Sight.Between.class);
  }

  @Test
  void namesAPictureThatCannotBeRead() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");

    assertThatThrownBy(() -> load("north", folder.resolve("none.jpg")))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("none.jpg");
    assertThatThrownBy(() -> load("north", text))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("text.jpg (expected: a JPEG or PNG picture");
    assertThatThrownBy(() -> PresetRecogniser.load(List.of()))
        .hasMessage("presets: none (expected: at least one preset)");
  }

  private static PresetRecogniser load(String id, Path picture) {
    return PresetRecogniser.load(List.of(new Preset(id, picture, List.of())));
  }

  /** What is shown after so many looks at a preset. */
  private String show(String preset, int looks) {
    return IntStream.range(0, looks)
        .mapToObj(i -> shown(recogniser.look(square.get(10 + i).cut(VIEWS.get(preset)))))
        .reduce("", (before, now) -> now);
  }

  private static String shown(Sight sight) {
    return sight instanceof Sight.Shown shown ? shown.presetId() : sight.toString();
  }

  private static Box moved(Box box, double by) {
    return new Box(box.left() + by, box.top() + by, box.right() + by, box.bottom() + by);
  }

  private static void write(Still still, Path file) throws IOException {
    var image = new BufferedImage(still.width(), still.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, still.width(), still.height(), still.levels());
    ImageIO.write(image, "jpg", file.toFile());
  }
}

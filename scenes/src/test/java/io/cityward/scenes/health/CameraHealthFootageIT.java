package io.cityward.scenes.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.scenes.RealFootage;
import io.cityward.scenes.Still;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done to a camera, done to real footage of one. */
class CameraHealthFootageIT {

  private static final Duration WHILE = Duration.ofMinutes(2);
  private static final Duration MOMENT = Duration.ofMinutes(2);

  private static List<Still> campus;

  private final Watched camera = new Watched(Watched.impatient());

  @BeforeAll
  static void decode(@TempDir Path folder) {
    campus = RealFootage.campus(folder, 0.5, 320);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("whatIsDoneToCameras")
  void tellsWhatIsDoneToACameraAndWhenItIsOver(
      Condition condition, String how, UnaryOperator<Still> done) {
    List<Still> spoilt = campus.stream().map(done).toList();

    camera.show(WHILE, campus);
    assertThat(camera.told()).isEmpty();
    var since = camera.now();
    camera.show(MOMENT, spoilt);
    assertThat(camera.begun()).containsExactly(condition);
    assertThat(camera.told().get(0).since()).isEqualTo(since);
    assertThat(camera.told().get(0).seen()).isEqualTo(since.plusSeconds(30));
    assertThat(camera.told().get(0).reason()).isNotBlank();
    camera.show(MOMENT, campus);

    assertThat(camera.ended()).containsExactly(condition);
    assertThat(camera.begun()).containsExactly(condition);
  }

  static Stream<Arguments> whatIsDoneToCameras() {
    return Stream.of(
        done(Condition.BLACK, "no light", s -> s.mapped(v -> v / 40)),
        done(Condition.BLACK, "a cap on it, noise", s -> s.mapped(v -> 4).noisy(2, 1)),
        done(Condition.GREY, "undecoded", s -> s.behind(new Box(0, 0.3, 1, 1), 130)),
        done(Condition.GREY, "half of it", s -> s.behind(new Box(0.4, 0, 1, 1), 128)),
        done(Condition.COVERED, "sprayed on", s -> s.blurred(20).mapped(v -> 90 + v / 5)),
        done(Condition.COVERED, "a bag", s -> s.mapped(v -> 170).noisy(2, 2)),
        done(Condition.COVERED, "far out of focus", s -> s.blurred(22)),
        done(Condition.COVERED, "a leaf", s -> s.behind(new Box(0, 0, 0.95, 0.9), 60).noisy(1, 3)),
        done(Condition.MOVED, "to the right", s -> s.redrawn((x, y) -> s.level(x + 80, y))),
        done(Condition.MOVED, "down", s -> s.redrawn((x, y) -> s.level(x, y + 55))),
        done(Condition.MOVED, "on its side", s -> s.turned(25)),
        done(Condition.MOVED, "upside down", s -> s.turned(180)));
  }

  private static Arguments done(Condition condition, String how, UnaryOperator<Still> what) {
    return Arguments.of(condition, how, what);
  }

  @Test
  void tellsAPictureThatStandsStill() {
    camera.show(WHILE, campus).show(MOMENT, look -> campus.get(7));

    assertThat(camera.begun()).containsExactly(Condition.FROZEN);
    camera.show(MOMENT, campus);
    assertThat(camera.ended()).containsExactly(Condition.FROZEN);
  }

  @Test
  void saysWhereTheViewWentToAndTakesItForTheRightOneInTheEnd() {
    List<Still> shifted =
        campus.stream().map(s -> s.redrawn((x, y) -> s.level(x + 65, y))).toList();
    camera.show(WHILE, campus).show(MOMENT, shifted);

    assertThat(camera.told().get(0).reason()).contains("20 % of the width to the left");
    camera.show(Watched.RELEARN, shifted);
    assertThat(camera.ended()).containsExactly(Condition.MOVED);
    assertThat(camera.begun()).containsExactly(Condition.MOVED);
    camera.show(MOMENT, campus);
    assertThat(camera.begun()).containsExactly(Condition.MOVED, Condition.MOVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dusk", "night", "infrared", "rain", "headlights", "bus", "fog"})
  void bearsWhatTheDayBrings(String what) {
    List<Still> changed = campus.stream().map(s -> weather(what, s)).toList();

    camera.show(WHILE, campus).show(Duration.ofMinutes(5), changed).show(WHILE, campus);

    assertThat(camera.told()).isEmpty();
  }

  private static Still weather(String what, Still still) {
    int seed = still.level(50, 50);
    return switch (what) {
      case "dusk" -> still.mapped(v -> 0.4 * v).noisy(2, seed);
      case "night" -> still.mapped(v -> 70 * Math.pow(v / 255, 1.6)).noisy(4, seed);
      case "infrared" -> still.mapped(v -> 200 - 0.6 * v).noisy(2, seed);
      case "rain" -> still.mapped(v -> 40 + 0.6 * v).noisy(10, seed);
      case "headlights" -> still.mapped(v -> Math.min(255, 1.8 * v + 20));
      case "bus" -> still.behind(new Box(0.2, 0.25, 0.8, 0.8), 150).noisy(2, seed);
      default -> still.mapped(v -> 110 + 0.4 * v).noisy(1, seed);
    };
  }

  @Test
  void doesNotTakeAStreetWithOneLampForBlack() {
    camera.show(WHILE, campus.stream().map(s -> lamp(s.mapped(v -> v / 30))).toList());

    assertThat(camera.told()).isEmpty();
  }

  private static Still lamp(Still night) {
    int x = night.width() / 3;
    int y = night.height() / 3;
    return night.redrawn(
        (px, py) -> night.level(px, py) + (int) (250 * Math.exp(-Math.hypot(px - x, py - y) / 12)));
  }

  @Test
  void findsNothingWrongInAnySharedFootage() throws java.io.IOException {
    for (Path clip : RealFootage.sharedClips()) {
      List<Still> looks = RealFootage.looks(clip, 0.5, 320);
      Watched any = new Watched(Watched.impatient());

      any.show(Duration.ofMinutes(5), looks);

      assertThat(any.told()).as("%s", clip.getFileName()).isEmpty();
    }
  }
}

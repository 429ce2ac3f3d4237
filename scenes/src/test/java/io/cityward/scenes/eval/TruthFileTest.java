package io.cityward.scenes.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.scenes.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthFileTest {

  private static final Path SHARED = Path.of("../../shared/data");

  private static final String GOOD =
      """
      {
        "version": 1,
        "video": "kerb.mp4",
        "zones": [{"id": "kerb", "kind": "no-parking", "polygon": [[0, 0], [1, 0], [1, 1]]}],
        "settings": {"illegal-parking": {"dwell": "PT20S"}, "garbage-pile": {"persist": "PT8S"}},
        "events": [
          {"scene": "illegal-parking", "zone": "kerb", "start": 1.5, "end": 60,
           "box": [0.1, 0.2, 0.3, 0.4], "note": "a car"}
        ],
        "note": "anything"
      }
      """;

  @TempDir Path folder;

  @Test
  void readsZonesSettingsAndEvents() throws IOException {
    TruthFile truth = read(GOOD);

    assertThat(truth.video()).isEqualTo("kerb.mp4");
    assertThat(truth.zones()).extracting(Zone::id).containsExactly("kerb");
    assertThat(truth.settings()).containsOnlyKeys("illegal-parking");
    assertThat(truth.settings().get("illegal-parking").dwell()).isEqualTo(Duration.ofSeconds(20));
    assertThat(truth.hold()).isEmpty();
    TruthEvent event = truth.events().get(0);
    assertThat(event.start()).isEqualTo(1.5);
    assertThat(event.end()).isEqualTo(60);
    assertThat(event.box()).contains(new Box(0.1, 0.2, 0.3, 0.4));
  }

  @Test
  void forAnotherSceneNothingHappensInIt() throws IOException {
    TruthFile truth = read(GOOD).only("high-altitude-throwing");

    assertThat(truth.settings()).containsOnlyKeys("high-altitude-throwing");
    assertThat(truth.events()).isEmpty();
  }

  @Test
  void runsTheScenesNamedThoughNothingHappens() throws IOException {
    String quiet = GOOD.replaceAll("(?s)\"events\": .*\"a car\"}\\s+]", "\"events\": []");

    assertThat(read(quiet).settings()).isEmpty();
    assertThat(read(quiet.replace("\"events\"", "\"scenes\": [\"illegal-parking\"], \"events\"")))
        .satisfies(truth -> assertThat(truth.settings()).containsOnlyKeys("illegal-parking"))
        .satisfies(truth -> assertThat(truth.events()).isEmpty());
  }

  @Test
  void aSceneWithoutAZoneOfItsKindWatchesAll() throws IOException {
    TruthFile truth =
        read(
            GOOD.replace(
                "\"events\"", "\"scenes\": [\"illegal-parking\", \"street-vending\"], \"events\""));

    assertThat(truth.scenes(List.copyOf(truth.settings().values()))).hasSize(2);
  }

  @Test
  void readsAHoldForAStillPicture() throws IOException {
    assertThat(read(GOOD.replace("\"version\": 1", "\"version\": 1, \"hold\": 60")).hold())
        .contains(Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\": 1   | \"version\": 2         | version: 2 (expected: a whole number from 1",
        "\"version\": 1   | \"version\": 1, \"a\": 1 | a: unknown key",
        "\"version\": 1   | \"version\": 1, \"hold\": 0 | hold: 0 (expected: a number from 0.1",
        "\"version\": 1   | \"version\": 1, \"scenes\": [\"ilegal-parking\"] | did you mean",
        "\"kerb.mp4\"     | \"../kerb.mp4\"        | a file name without folders",
        "\"kerb.mp4\"     | [1]                    | video: [1] (expected: a text)",
        "no-parking       | no-packing             | zones[0].kind: \"no-packing\"",
        "[1, 1]]          | [1, 2]]                | zones[0].polygon",
        "PT20S            | 20                     | settings.illegal-parking.dwell: \"20\"",
        "\"garbage-pile\" | \"garbage\"            | settings.garbage: unknown key",
        "{\"scene\": \"illegal-parking\" | {\"scene\": \"parking\" | events[0].scene: parking",
        "\"zone\": \"kerb\" | \"zone\": \"kerbs\"  | events[0].zone: kerbs (expected: one of kerb",
        "\"start\": 1.5   | \"start\": -1          | events[0].start: -1",
        "\"start\": 1.5   | \"start\": \"1.5\"     | events[0].start: \"1.5\" (expected: a number",
        "\"end\": 60      | \"end\": 1             | events[0].end: 1.0 (expected: at or after",
        "0.1, 0.2, 0.3, 0.4 | 0.1, 0.2, 0.3        | events[0].box",
        "0.1, 0.2, 0.3, 0.4 | 0.3, 0.2, 0.1, 0.4   | x1 < x2 and y1 < y2",
        "0.1, 0.2, 0.3, 0.4 | 0.1, 0.2, 0.3, 1.4   | events[0].box: [0.1, 0.2, 0.3, 1.4]",
        "\"note\": \"a car\" | \"path\": [{\"t\": 1}] | events[0].path[0].box",
        "\"anything\"     | \"anything             | truth.json:",
      })
  void namesEveryWrongForm(String good, String wrong, String message) throws IOException {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, wrong)))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("truth.json")
        .hasMessageContaining(message);
  }

  @Test
  void reportsAllProblemsTogether() {
    assertThatThrownBy(() -> read("{\"version\": 3}"))
        .hasMessageContaining("version")
        .hasMessageContaining("video: missing")
        .hasMessageContaining("zones: none (expected: at least one zone)");
  }

  @Test
  void findsTheVideoBesideTheFileOrInAnotherFolder() throws IOException {
    TruthFile truth = read(GOOD);
    assertThatThrownBy(() -> truth.videoIn(Optional.empty()))
        .hasMessageContaining("kerb.mp4")
        .hasMessageContaining("truth.json");

    Path beside = Files.createFile(folder.resolve("kerb.mp4"));
    assertThat(truth.videoIn(Optional.empty())).isEqualTo(beside);
    Path other = Files.createDirectory(folder.resolve("videos"));
    assertThat(truth.videoIn(Optional.of(folder))).isEqualTo(beside);
    assertThatThrownBy(() -> truth.videoIn(Optional.of(other))).hasMessageContaining("videos");
  }

  @Test
  void readsEverySharedTruthFile() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), "no shared data at " + SHARED);
    try (var files = Files.walk(SHARED)) {
      var truths = files.filter(f -> f.toString().endsWith(".truth.json")).toList();
      assertThat(truths).isNotEmpty().allSatisfy(TruthFile::read);
    }
  }

  private TruthFile read(String json) throws IOException {
    return TruthFile.read(Files.writeString(folder.resolve("truth.json"), json));
  }
}

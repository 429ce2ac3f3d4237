package io.cityward.app.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cityward.core.CityException;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.PackRepository;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.EvalReport;
import io.cityward.scenes.eval.SceneFigures;
import io.cityward.scenes.eval.TruthFile;
import io.cityward.scenes.motion.MotionGateSettings;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoder, detector and scene over real footage. */
class EvaluatorIT {

  private static final Path SHARED = Path.of("..", "..", "shared", "data", "video");

  /** The two vehicles of the campus clip. */
  private static final String PARKED =
      """
      {"scene": "illegal-parking", "zone": "gate", "start": 0, "end": 79,
       "box": [0.84, 0.07, 0.95, 0.18]},
      {"scene": "illegal-parking", "zone": "gate", "start": 0, "end": 79,
       "box": [0.95, 0.08, 1.0, 0.17]}
      """;

  @TempDir private static Path folder;
  private static Evaluator evaluator;

  @BeforeAll
  static void open() {
    evaluator = evaluator(Optional.empty());
  }

  private static Evaluator evaluator(Optional<MotionGateSettings> gate) {
    return new Evaluator(
        new Engines(List.of(new OnnxEngine())),
        new PackChoice(new PackRepository(Path.of("..", "models")), "coco-nanodet", Map.of()),
        new Evaluator.Options(Optional.empty(), Optional.empty(), OptionalDouble.empty(), gate));
  }

  @AfterAll
  static void close() {
    evaluator.close();
  }

  @Test
  void bothVehiclesOfTheCampusClipAreFoundAndNothingElse() throws IOException {
    BundledClips.extract(BundledClips.CAMPUS, folder);
    SceneFigures figures = parking(truth("campus.mp4", PARKED));
    assertThat(figures.found()).isEqualTo(2);
    assertThat(figures.falseAlarms()).isZero();
    assertThat(figures.duplicates()).isZero();
  }

  @Test
  void allParkedCarsOfTheSharedStreetAreFoundAndNoWaitingOneAlarms() {
    assumeTrue(
        Files.isDirectory(SHARED), "skipped: no shared footage at " + SHARED.toAbsolutePath());
    SceneFigures figures =
        parking(
            SHARED.resolve("street_kerb_parked_cars.truth.json"),
            SHARED.resolve("junction_waiting_cars.truth.json"));
    assertThat(figures.events()).isEqualTo(6);
    assertThat(figures.found()).isEqualTo(6);
    assertThat(figures.falseAlarms()).isZero();
    assertThat(figures.duplicates()).isZero();
  }

  /** Some of the stills, one look in two seconds: all of them at full pace take minutes. */
  @Test
  void stallsOnSharedStillsAreFoundAndBusyStreetsDoNotAlarm() {
    Path stills = SHARED.resolveSibling("still");
    assumeTrue(Files.isDirectory(stills), "skipped: no shared stills at " + stills);
    List<Path> truths = new ArrayList<>();
    for (String name :
        List.of(
            "stall_24256d7b",
            "stall_7ce1d473",
            "stall_86892e72",
            "stall_ae5e9968",
            "none_019ef6cf",
            "none_acdf3d04",
            "none_c17e88cb",
            "none_c67d383d")) {
      truths.add(stills.resolve(name + ".truth.json"));
    }
    try (Evaluator slow =
        new Evaluator(
            new Engines(List.of(new OnnxEngine())),
            new PackChoice(new PackRepository(Path.of("..", "models")), "coco-nanodet", Map.of()),
            new Evaluator.Options(
                Optional.empty(), Optional.empty(), OptionalDouble.of(0.5), Optional.empty()))) {
      SceneFigures figures =
          EvalReport.of(truths.stream().map(slow::evaluate).toList())
              .scenes()
              .get("street-vending");
      assertThat(figures.found()).isEqualTo(4);
      assertThat(figures.falseAlarms()).isZero();
    }
  }

  @Test
  void aPageShowsWhatWasFoundMissedAndClaimedInVain() throws IOException {
    BundledClips.extract(BundledClips.CAMPUS, folder);
    // One of the two vehicles, and one that is not there.
    Path truth =
        truth(
            "campus.mp4",
            """
            {"scene": "illegal-parking", "zone": "gate", "start": 0, "end": 79,
             "box": [0.84, 0.07, 0.95, 0.18]},
            {"scene": "illegal-parking", "zone": "gate", "start": 10, "end": 79,
             "box": [0.1, 0.7, 0.2, 0.8], "note": "<nothing>"}
            """);
    EvalReport report = EvalReport.of(List.of(evaluator.evaluate(truth)));

    ReportPage.write(report, Optional.empty(), folder.resolve("report"));

    String page = Files.readString(folder.resolve("report/index.html"));
    assertThat(page)
        .contains("<figure class=\"found\">")
        .contains("<figure class=\"missed\">")
        .contains("<figure class=\"false-alarm\">")
        .contains("&lt;nothing&gt;")
        .doesNotContain("<nothing>");
    for (int i = 1; i <= 3; i++) {
      String name = "campus-mp4-truth-json-" + i + ".jpg";
      assertThat(page).contains("src=\"pictures/" + name + "\"");
      assertThat(folder.resolve("report/pictures/" + name)).isNotEmptyFile();
    }
  }

  @Test
  void theMotionGateSavesInferencesAndCostsNoEvent() throws IOException {
    BundledClips.extract(BundledClips.CAMPUS, folder);
    List<Path> truths = new ArrayList<>(List.of(truth("campus.mp4", PARKED)));
    if (Files.isDirectory(SHARED)) {
      truths.add(SHARED.resolve("street_kerb_parked_cars.truth.json"));
      truths.add(SHARED.resolve("junction_waiting_cars.truth.json"));
    }
    try (Evaluator gated = evaluator(Optional.of(MotionGateSettings.DEFAULTS))) {
      EvalReport report = EvalReport.of(truths.stream().map(gated::evaluate).toList());

      SceneFigures figures = report.scenes().get("illegal-parking");
      assertThat(figures.missed()).isZero();
      assertThat(figures.falseAlarms()).isZero();
      assertThat(figures.duplicates()).isZero();
      // Nobody walks near the gate's two vehicles for most of the clip.
      assertThat(report.clips().get(0).savedShare()).isGreaterThan(0.2);
      assertThat(report.table()).containsPattern("campus.mp4 .* inferred \\d+ of \\d+ frames");
    }
  }

  @Test
  void aClipWithoutEventsIsPlayedUntilItHasBeenSeenForLongEnough() throws IOException {
    BundledClips.extract(BundledClips.CAMPUS, folder);
    TruthFile quiet = TruthFile.read(truth("campus.mp4", "")).only("high-altitude-throwing");
    TruthFile other = TruthFile.read(truth("campus.mp4", PARKED)).only("high-altitude-throwing");
    List<ClipResult> results =
        new Looped(evaluator, Optional.of(Duration.ofSeconds(200)))
            .evaluate(List.of(quiet, other), (number, clip, turns) -> {});

    assertThat(results).extracting(ClipResult::turns).containsExactly(2, 2);
    SceneFigures figures = EvalReport.of(results).scenes().get("high-altitude-throwing");
    assertThat(figures.cameraHours()).isBetween(200 / 3600.0, 400 / 3600.0);
    assertThat(figures.falseAlarms()).isZero();
  }

  @Test
  void aClipThatBreaksOffIsNamedWithItsPosition() throws IOException {
    Path whole = BundledClips.extract(BundledClips.CAMPUS, folder);
    byte[] bytes = Files.readAllBytes(whole);
    // In the middle of the pictures; the index in front of them stays whole.
    java.util.Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 200_000, (byte) 0x55);
    Files.write(folder.resolve("broken.mp4"), bytes);
    Path truth = truth("broken.mp4", "");
    assertThatThrownBy(() -> evaluator.evaluate(truth))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("broken.mp4: packet ")
        .hasMessageContaining("byte ");
  }

  @Test
  void aClipThatIsMissingIsNamed() throws IOException {
    Path truth = truth("missing.mp4", "");
    assertThatThrownBy(() -> evaluator.evaluate(truth))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("missing.mp4")
        .hasMessageContaining(truth.getFileName().toString());
  }

  private static SceneFigures parking(Path... truths) {
    return EvalReport.of(List.of(truths).stream().map(evaluator::evaluate).toList())
        .scenes()
        .get("illegal-parking");
  }

  private static Path truth(String video, String events) throws IOException {
    Path file = folder.resolve(video + ".truth.json");
    Files.writeString(
        file,
        """
        {"version": 1, "video": "%s",
         "zones": [{"id": "gate", "kind": "no-parking",
           "polygon": [[0.84, 0.13], [1.0, 0.12], [1.0, 0.24], [0.87, 0.24]]}],
         "settings": {"illegal-parking": {"dwell": "PT20S"}},
         "scenes": ["illegal-parking"],
         "events": [%s]}
        """
            .formatted(video, events));
    return file;
  }
}

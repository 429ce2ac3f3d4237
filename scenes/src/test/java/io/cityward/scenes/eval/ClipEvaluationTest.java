package io.cityward.scenes.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipEvaluationTest {

  private static final Box KERB = new Box(0.4, 0.5, 0.6, 0.7);

  private static final String TRUTH =
      """
      {"version": 1, "video": "kerb.mp4",
       "zones": [{"id": "kerb", "kind": "no-parking", "polygon": [[0,0],[1,0],[1,1],[0,1]]}],
       "settings": {"illegal-parking": {"dwell": "PT20S"}},
       "scenes": ["illegal-parking"],
       "events": [{"scene": "illegal-parking", "zone": "kerb", "start": 0, "end": 40,
                   "box": [0.4, 0.5, 0.6, 0.7]}]}
      """;

  @TempDir Path folder;

  private ClipResult result;

  @BeforeEach
  void evaluateACarThatStandsForFortySeconds() throws IOException {
    Path file = Files.writeString(folder.resolve("kerb.truth.json"), TRUTH);
    var evaluation = new ClipEvaluation(TruthFile.read(file), scene -> "usual");
    assertThat(evaluation.passes()).hasSize(1);
    ClipEvaluation.Pass pass = evaluation.passes().get(0);
    assertThat(pass.framesPerSecond()).isEqualTo(2);
    assertThat(pass.algorithm()).hasValue("usual");
    var picture = PaintedPicture.of(new Thing(KERB, 1));
    for (int i = 0; i < 80; i++) {
      pass.observe(Duration.ofMillis(500L * i), List.of(new Detection("car", KERB, 0.5)), picture);
    }
    result = evaluation.finish(Duration.ofSeconds(40), Duration.ofMillis(1500), 20);
  }

  @Test
  void makesOneClaimOfAllReportsOfAFinding() {
    assertThat(result.claims()).hasSize(1);
    Claim claim = result.claims().get(0);
    assertThat(claim.scene()).isEqualTo("illegal-parking");
    assertThat(claim.zone()).isEqualTo("kerb");
    assertThat(claim.start()).isZero();
    assertThat(claim.alerted()).isEqualTo(20);
    assertThat(claim.end()).isEqualTo(30);
    assertThat(claim.box()).isEqualTo(KERB);
    assertThat(claim.score()).isCloseTo(0.5, within(0.02));
  }

  @Test
  void aClipThatIsPlayedAgainIsAnotherDay() {
    var evaluation = new ClipEvaluation(result.truth(), scene -> "usual");
    ClipEvaluation.Pass pass = evaluation.passes().get(0);
    var picture = PaintedPicture.of(new Thing(KERB, 1));
    for (int turn = 0; turn < 3; turn++) {
      // A car that stands for less than the dwell in each turn, and in all of them together longer.
      for (int i = 0; i < 32; i++) {
        pass.observe(
            Duration.ofMillis(16_000 * turn + 500L * i),
            List.of(new Detection("car", KERB, 0.5)),
            picture);
      }
      pass.again(Duration.ofSeconds(16 * (turn + 1)));
    }
    for (int i = 0; i < 60; i++) {
      pass.observe(
          Duration.ofMillis(48_000 + 500L * i), List.of(new Detection("car", KERB, 0.5)), picture);
    }
    ClipResult looped = evaluation.finish(Duration.ofSeconds(80), Duration.ofSeconds(1));

    assertThat(looped.turns()).isEqualTo(4);
    assertThat(looped.claims()).hasSize(1);
    assertThat(looped.claims().get(0).alerted()).isEqualTo(68);
    assertThat(looped.inClip(68)).isEqualTo(8);
  }

  @Test
  void writesTheFieldsThatOthersRead() {
    JsonNode json = EvalReport.of(List.of(result)).toJson();

    JsonNode figures = json.at("/scenes/illegal-parking");
    assertThat(figures.get("events").intValue()).isEqualTo(1);
    assertThat(figures.get("found").intValue()).isEqualTo(1);
    assertThat(figures.get("missed").intValue()).isZero();
    assertThat(figures.get("falseAlarms").intValue()).isZero();
    assertThat(figures.get("duplicates").intValue()).isZero();
    assertThat(figures.get("precision").doubleValue()).isEqualTo(1);
    assertThat(figures.get("recall").doubleValue()).isEqualTo(1);
    assertThat(figures.get("f1").doubleValue()).isEqualTo(1);
    assertThat(figures.get("delaySeconds").doubleValue()).isZero();
    assertThat(figures.get("falseAlarmsPerCameraHour").doubleValue()).isZero();
    assertThat(figures.get("tro").isNull()).isTrue();
    JsonNode clip = json.at("/clips/0");
    assertThat(clip.get("video").textValue()).isEqualTo("kerb.mp4");
    assertThat(clip.get("seconds").doubleValue()).isEqualTo(40);
    assertThat(clip.get("wallSeconds").doubleValue()).isEqualTo(1.5);
    assertThat(clip.get("frames").intValue()).isEqualTo(80);
    assertThat(clip.get("inferred").intValue()).isEqualTo(20);
    assertThat(clip.get("savedShare").doubleValue()).isEqualTo(0.75);
    JsonNode finding = clip.at("/findings/0");
    assertThat(finding.get("scene").textValue()).isEqualTo("illegal-parking");
    assertThat(finding.get("zone").textValue()).isEqualTo("kerb");
    assertThat(finding.get("end").doubleValue()).isEqualTo(30);
    assertThat(finding.get("box")).hasSize(4);
    assertThat(finding.get("path")).isEmpty();
    assertThat(finding.get("verdict").textValue()).isEqualTo("found");
  }

  @Test
  void printsATableForPeople() {
    assertThat(EvalReport.of(List.of(result)).table())
        .containsPattern("illegal-parking +1 +1 +0 +0 +0 +1.00 +1.00 +1.00 +0.00 +0.00 +-")
        .containsPattern("kerb.mp4 +40.0 +1.5 +1  inferred 20 of 80 frames, 75 % saved");
  }
}

package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.app.Cityward;
import io.cityward.app.OwnJvm;
import io.cityward.core.CityException;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, cameras and programs; the figures need only be plausible. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "CPU time is read from /proc")
class IngestBenchIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private static Path folder;

  private static JsonNode run(String... more) throws Exception {
    Path clip = BundledClips.extract(BundledClips.BOXES_H264, folder);
    Path json = folder.resolve("bench.json");
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("bench", "ingest", "--clip", clip.toString(), "--json", json.toString()));
    arguments.addAll(List.of("--warm-up", "0"));
    arguments.addAll(List.of(more));
    assertThat(Cityward.commandLine().execute(arguments.toArray(String[]::new))).isZero();
    return new ObjectMapper().readTree(json.toFile());
  }

  @Test
  void keyFramesOfTwoCamerasAreCountedAgainstFfmpegOnTheSameCameras() throws Exception {
    assumeTrue(
        FfmpegProgram.bundled().or(FfmpegProgram::onPath).isPresent(),
        "bench against ffmpeg skipped: none on the path, and ours wants libpulse and libxcb here");
    JsonNode json = run("--cameras", "2", "--seconds", "3");
    assertThat(json.get("cameras").asInt()).isEqualTo(2);
    assertThat(json.get("policy").asText()).isEqualTo("key-frames");
    assertThat(json.get("cpuPerCamera").asDouble()).isBetween(0.0005, 2.0);
    assertThat(json.get("cpuPerCameraFfmpeg").asDouble()).isBetween(0.0005, 2.0);
    assertThat(json.get("ratioToFfmpeg").asDouble())
        .isEqualTo(
            json.get("cpuPerCamera").asDouble() / json.get("cpuPerCameraFfmpeg").asDouble(),
            within(0.05));
    assertThat(json.get("expected").asLong()).isBetween(2L, 4L);
    assertThat(json.get("delivered").asLong()).isCloseTo(json.get("expected").asLong(), within(1L));
    assertThat(json.get("secondsToAllLive").asDouble()).isBetween(0.0, 30.0);
    assertThat(json.get("secondsToAllPictures").asDouble())
        .isGreaterThanOrEqualTo(json.get("secondsToAllLive").asDouble());
    assertThat(json.get("memoryMiB").get("resident").asDouble()).isGreaterThan(20);
    assertThat(json.get("rssPerCameraMiB").asDouble()).isBetween(-50.0, 500.0);
    assertThat(json.get("ffmpeg").get("frames").asLong()).isPositive();
  }

  @Test
  void everyFrameIsCountedAndTheReferenceCanBeLeftOut() throws Exception {
    JsonNode json = run("--cameras", "1", "--policy", "all", "--no-ffmpeg", "--seconds", "1");
    assertThat(json.get("expected").asLong()).isBetween(20L, 40L);
    assertThat(json.get("delivered").asLong()).isCloseTo(json.get("expected").asLong(), within(5L));
    assertThat(json.get("cpuPerCameraFfmpeg").isNull()).isTrue();
    assertThat(json.get("ratioToFfmpeg").isNull()).isTrue();
  }

  @Test
  void theCamerasEndWhenNobodyHoldsTheirInputAnyMore() throws Exception {
    Path clip = BundledClips.extract(BundledClips.BOXES_H264, folder);
    List<String> urls = new CopyOnWriteArrayList<>();
    ChildProcess cameras =
        ChildProcess.start(
            "cameras",
            OwnJvm.command(
                List.of(
                    "camera-sim", "--clip", clip.toString(), "--port", "0", "--until-input-ends")),
            urls::add);
    try (cameras) {
      Await.until(LIMIT, () -> !urls.isEmpty(), "the camera is announced");
    }
    assertThat(cameras.alive()).isFalse();
  }

  @Test
  void aChildThatFailsIsQuotedAtOnce() {
    Answers answers = new Answers();
    try (ChildProcess child =
        ChildProcess.start(
            "cameras", OwnJvm.command(List.of("camera-sim", "--clip", "/no")), answers::hear)) {
      assertThatThrownBy(() -> answers.next(child, LIMIT, "camera's address"))
          .isInstanceOf(CityException.class)
          .hasMessageContaining("ended without camera's address")
          .hasMessageContaining("clip: /no");
    }
  }
}

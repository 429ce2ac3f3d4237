package io.cityward.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.Cityward;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Wrong use ends with 2 and says why; what the README shows exists. */
@Isolated("takes standard error for itself")
class CommandLineTest {

  private record Run(int exit, String errors) {}

  private static Run run(String... args) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return new Run(Cityward.commandLine().execute(args), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void aConfigurationIsRefusedWithAllItsProblems(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cityward.yml");
    Files.writeString(file, "server: {port: x}\ncamera: []\n");
    Run run = run("all", "--config", file.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors().lines())
        .containsExactly(
            "cityward: " + file + ": server.port: \"x\" (expected: a whole number from 0 to 65535)",
            "cityward: " + file + ": camera: unknown key; did you mean cameras?");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("all", "--config", "/no/such.yml").errors()).contains("/no/such.yml");
    assertThat(run("all", "--config", "/no/such.yml").exit()).isEqualTo(2);
    assertThat(run("eval", "--truth", "/no/such.truth.json").exit()).isEqualTo(2);
    assertThat(run("camera-sim", "--clip", "/no/such.mp4").exit()).isEqualTo(2);
  }

  @Test
  void whatCannotBeScoredIsRefused(@TempDir Path folder) {
    assertThat(run("eval").errors()).contains("what to score: nothing (expected: either --truth");
    assertThat(run("eval", "--images", "x", "--truth", "y").errors()).contains(": both (expected");
    assertThat(run("eval", "--images", folder.toString(), "--fps", "2").errors())
        .contains("--fps: 2.0 (expected: only with --truth)");
    assertThat(run("eval", "--truth", "x", "--map", "a=b").errors()).contains("only with --images");
    Run none = run("eval", "--images", "/no/such", "--pack", "nonesuch");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.errors()).contains("pack: nonesuch");
  }

  @Test
  void anExportThatCannotBeWrittenIsRefused(@TempDir Path folder) {
    Run nowhere = run("feedback", "export", "--out", folder.resolve("no/f.zip").toString());
    assertThat(nowhere.errors()).contains("f.zip (expected: a file in a folder that exists)");
    String out = folder.resolve("f.zip").toString();
    assertThat(run("feedback", "export", "--out", out, "--server", "x").errors())
        .contains("--server: x (expected: host:port)");
    assertThat(run("feedback", "export", "--out", out, "--from", "soon").errors())
        .contains("soon (expected: a day or a time");
    Run nobody = run("feedback", "export", "--out", out, "--server", "127.0.0.1:1");
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.errors()).contains("127.0.0.1:1: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThat(run("demo", "--port", "70000").errors()).contains("--port: 70000");
    assertThat(run("demo", "--for", "soon").exit()).isEqualTo(2);
    assertThat(run("demo", "--json", "x.json").errors()).contains("--for");
    assertThat(run("frobnicate").exit()).isEqualTo(2);
  }

  @Test
  void aBenchIsRefusedBeforeAnythingStarts() {
    assertRefused("--cameras: 0 (expected: a whole number from 1 to 1000)", "--cameras", "0");
    assertRefused("--cameras: 10000 (expected: ", "--cameras", "10000");
    assertRefused("--cameras: 2 (expected: left out", "--cameras", "2", "--scale", "1,2");
    assertRefused("--scale: 2 (expected: a whole number from 3 ", "--scale", "1,2,2");
    assertRefused("--plot: x.svg (expected: together with --scale", "--plot", "x.svg");
    assertRefused("--policy: some (expected: key-frames, fps:N or all)", "--policy", "some");
    assertRefused("--seconds: 0", "--seconds", "0");
    assertRefused("--rounds: 0", "--rounds", "0");
    assertRefused("--transport: auto (expected: tcp or udp)", "--transport", "auto");
    assertRefused("clip: /no.mp4", "--clip", "/no.mp4");
    assertRefused("--json: /no/b.json (expected: a file in a folder", "--json", "/no/b.json");
    assertRefused("README.md (expected: a video file", "--clip", "../README.md");
    assertRefused("--codec: H265", "--codec", "h265", "--clip", "/no.mp4");
    assertRefused("--ffmpeg: /bin/true (expected: an ffmpeg", "--ffmpeg", "/bin/true");
    assertRefused("--ffmpeg: /no (expected: left out", "--ffmpeg", "/no", "--no-ffmpeg");
    assertRefused("--ingest: nonsense: unknown key", "--ingest", "nonsense=1");
    assertRefused("Invalid value for option '--cameras'", "--cameras", "many");
  }

  @Test
  void aBenchOfThePoolIsRefusedBeforeAnythingStarts() {
    assertPoolRefused("--seconds: 0 (expected: a whole number from 1 to 3600)", "--seconds", "0");
    assertPoolRefused("--sessions: 0 (expected: a whole number from 1 to 256", "--sessions", "0");
    assertPoolRefused("--json: /no/b.json (expected: a file in a folder", "--json", "/no/b.json");
    assertPoolRefused("pack: nonesuch (no such pack", "--pack", "nonesuch");
    assertPoolRefused("Invalid value for option '--seconds'", "--seconds", "many");
  }

  private static void assertPoolRefused(String message, String... options) {
    assertRefused(List.of("bench", "pool"), message, options);
  }

  private static void assertRefused(String message, String... options) {
    assertRefused(List.of("bench", "ingest"), message, options);
  }

  private static void assertRefused(List<String> command, String message, String... options) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(options));
    Run run = run(line.toArray(String[]::new));
    assertThat(run.errors()).contains(message);
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void aCameraSimulatorHasOneEnd() {
    Run run = run("camera-sim", "--clip", "/no.mp4", "--for", "1s", "--until-input-ends");
    assertThat(run.errors()).contains("--for: PT1S (expected: left out");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void aUrlThatIsNoneIsRefusedWithoutItsPassword() {
    Run run = run("probe", "rtsp://viewer:s3cret@host:99999/x");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).contains("url").doesNotContain("s3cret");
  }

  @Test
  void everyCommandThatTheReadmeShowsExists() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    Matcher command = Pattern.compile("\\./cityward ([a-z-]+)").matcher(readme);
    assertThat(command.results().map(found -> found.group(1)))
        .isNotEmpty()
        .isSubsetOf(Cityward.commandLine().getSubcommands().keySet());
  }
}

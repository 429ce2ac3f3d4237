package io.cityward.app.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.algorithm.TrialReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that do what a bad model might make them do. */
@EnabledOnOs(OS.LINUX)
class TrialRunIT {

  private static final TrialLimits LIMITS =
      new TrialLimits(Duration.ofMinutes(1), Duration.ofSeconds(1), 2000, 64);

  @TempDir Path folder;

  private TrialReport run(String script) throws Exception {
    return run(script, LIMITS);
  }

  private TrialReport run(String script, TrialLimits limits) throws Exception {
    TrialRun.Launcher launcher =
        (packs, pack, report) -> List.of("/bin/sh", "-c", script.replace("REPORT", "" + report));
    Clock clock = Clock.fixed(Instant.parse("2026-11-25T04:00:00Z"), ZoneOffset.UTC);
    return new TrialRun(launcher, limits, clock).run(folder, "street", folder);
  }

  @Test
  void aCrashIsAFailureWithItsSignal() throws Exception {
    assertThat(run("kill -SEGV $$").problems())
        .containsExactly("its process was ended by signal 11 (segmentation fault)");
    assertThat(run("exit 139").problems())
        .containsExactly("its process was ended by signal 11 (segmentation fault)");
  }

  @Test
  void aJavaHeapThatIsTooSmallIsAFailure() throws Exception {
    assertThat(run("exit 3").problems()).containsExactly("its process ran out of Java heap");
  }

  @Test
  void aHangIsEnded() throws Exception {
    TrialReport report =
        run(
            "sleep 600 & wait",
            new TrialLimits(Duration.ofMillis(300), Duration.ofSeconds(1), 2000, 64));
    assertThat(report.problems())
        .containsExactly("time: more than PT0.3S (expected: at most that; its process was killed)");
  }

  @Test
  void tooMuchMemoryIsEnded() throws Exception {
    TrialReport report =
        run("exec sleep 600", new TrialLimits(Duration.ofMinutes(1), Duration.ofSeconds(1), 0, 64));
    assertThat(report.ok()).isFalse();
    assertThat(report.problems().get(0)).startsWith("memory: ").contains("expected: at most 0");
  }

  @Test
  void whatItSaidLastIsTold() throws Exception {
    assertThat(run("echo the model is odd >&2; exit 1").problems())
        .containsExactly("its process ended with code 1; it said: the model is odd");
  }

  @Test
  void aFloodOfWordsIsCutAndDoesNotHoldItUp() throws Exception {
    TrialReport report = run("head -c 20000000 /dev/zero | tr '\\0' x; exit 1");
    assertThat(report.problems().get(0)).hasSizeLessThan(2100).endsWith("xxx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "echo garbage > REPORT",
        "echo '{}' > REPORT",
        "echo '{\"problems\":[],\"millisPerPicture\":0,\"referenceMillis\":1,\"samples\":[]}'"
            + " > REPORT",
        "echo '{\"problems\":[],\"millisPerPicture\":\"NaN\",\"referenceMillis\":1,"
            + "\"samples\":[{\"picture\":\"a\",\"detections\":1,\"millis\":1}]}' > REPORT",
        "head -c 3000000 /dev/zero > REPORT",
        "mkdir REPORT"
      })
  void aReportThatMakesNoSenseIsAFailure(String script) throws Exception {
    assertThat(run(script).problems())
        .containsExactly("its process ended well, but left no report that makes sense");
  }

  @Test
  void aSoundReportIsTaken() throws Exception {
    TrialReport report =
        run(
            "echo '{\"problems\":[],\"millisPerPicture\":30,\"referenceMillis\":20,"
                + "\"samples\":[{\"picture\":\"black\",\"detections\":2,\"millis\":30}]}' > REPORT");
    assertThat(report.ok()).isTrue();
    assertThat(report.cost()).isEqualTo(1.5);
    assertThat(report.samples()).containsExactly(new TrialReport.Sample("black", 2, 30));
  }

  @Test
  void whatCannotBeStartedIsAFailure() throws Exception {
    TrialRun.Launcher none = (packs, pack, report) -> List.of("/no/such/program");
    TrialReport report =
        new TrialRun(none, LIMITS, Clock.systemUTC()).run(folder, "street", folder);
    assertThat(report.problems().get(0)).startsWith("process: cannot be started");
  }

  @Test
  void secretsOfOursAreNotInItsEnvironment() throws Exception {
    TrialReport unused = run("env > env.txt; exit 1");
    assertThat(unused.ok()).isFalse();
    assertThat(names())
        .isSubsetOf(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TMPDIR",
            "LD_LIBRARY_PATH",
            "DJL_CACHE_DIR",
            "CLASSPATH",
            "MALLOC_ARENA_MAX",
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
  }

  private List<String> names() throws IOException {
    return Files.readAllLines(folder.resolve("env.txt")).stream()
        .map(line -> line.split("=", 2)[0])
        .toList();
  }
}

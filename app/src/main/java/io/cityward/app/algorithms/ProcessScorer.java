package io.cityward.app.algorithms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.app.OwnJvm;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores a pack by {@code cityward eval --images} in a process of its own, so that a model that
 * fails on some picture takes nothing else with it.
 */
public final class ProcessScorer implements PackScorer {

  private static final Duration MOST_TIME = Duration.ofHours(1);
  private static final long LARGEST_REPORT = 4 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How the process is started; a test has others. */
  interface Launcher {

    /**
     * @param home a folder whose {@code models} holds the pack's
     * @param report the file that it is to write
     */
    List<String> command(Path home, String pack, Path images, Path report);
  }

  private final Launcher launcher;
  private final TrialLimits limits;

  public ProcessScorer(TrialLimits limits) {
    this(
        (home, pack, images, report) -> {
          List<String> flags = new ArrayList<>(ChildFlags.heap(limits.heapMebibytes()));
          flags.add("-Dcityward.home=" + home);
          return OwnJvm.isolated(
              flags,
              List.of(
                  "eval",
                  "--images",
                  images.toString(),
                  "--pack",
                  pack,
                  "--json",
                  report.toString()));
        },
        limits);
  }

  ProcessScorer(Launcher launcher, TrialLimits limits) {
    this.launcher = launcher;
    this.limits = limits;
  }

  @Override
  public Map<String, ClassScore> score(Path packs, String pack, Path images, Path work)
      throws InterruptedException {
    Path report = work.resolve("report.json");
    try {
      Path home = Files.createDirectories(work.resolve("home"));
      Files.createSymbolicLink(home.resolve("models"), packs.toAbsolutePath());
      ChildEnd end =
          new ChildRun(
                  launcher.command(home, pack, images, report),
                  work,
                  MOST_TIME,
                  limits.memoryMebibytes())
              .run();
      if (!end.well()) {
        throw failed(pack, end.reason(MOST_TIME, limits.memoryMebibytes()));
      }
      return read(pack, report);
    } catch (IOException e) {
      throw failed(pack, e.getMessage());
    }
  }

  private static Map<String, ClassScore> read(String pack, Path report) throws IOException {
    if (!Files.isRegularFile(report) || Files.size(report) > LARGEST_REPORT) {
      throw failed(pack, "it left no report");
    }
    try {
      Map<String, ClassScore> scores = new TreeMap<>();
      JsonNode classes = JSON.readTree(report.toFile()).path("classes");
      for (Map.Entry<String, JsonNode> one : classes.properties()) {
        scores.put(one.getKey(), score(one.getValue()));
      }
      return scores;
    } catch (JsonProcessingException e) {
      throw failed(pack, "its report makes no sense");
    }
  }

  /** A figure that does not exist is null, and counts as nothing. */
  private static ClassScore score(JsonNode figures) {
    return new ClassScore(
        figures.path("objects").asInt(),
        new ClassQuality(
            share(figures.path("ap50")),
            share(figures.path("precision")),
            share(figures.path("recall"))));
  }

  private static double share(JsonNode figure) {
    double value = figure.asDouble();
    return value >= 0 && value <= 1 ? value : 0;
  }

  private static CityException failed(String pack, String why) {
    return new CityException(ErrorCode.EXTERNAL_FAILED, "scoring " + pack + ": " + why);
  }
}

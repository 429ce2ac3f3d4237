package io.cityward.app.algorithms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.app.OwnJvm;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores a pack by {@code cityward eval --images}, in a process of its own. */
public final class ChildScorer implements PackScorer {

  /**
   * A thousand pictures take a minute or two; a model that takes longer was refused by its trial.
   */
  private static final Duration MOST_TIME = Duration.ofHours(2);

  private final TrialLimits limits;

  public ChildScorer(TrialLimits limits) {
    this.limits = limits;
  }

  @Override
  public Map<String, ClassScore> score(Path packs, String pack, Path images, Path work)
      throws InterruptedException {
    Path json = work.resolve("scores.json");
    List<String> command =
        OwnJvm.isolated(
            ChildFlags.heap(limits.heapMebibytes()),
            List.of(
                "eval",
                "--images",
                images.toAbsolutePath().toString(),
                "--models",
                packs.toAbsolutePath().toString(),
                "--pack",
                pack,
                "--json",
                json.toString()));
    ChildEnd end = new ChildRun(command, work, MOST_TIME, limits.memoryMebibytes()).run();
    if (!end.well()) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "scoring " + pack + ": " + end.reason(MOST_TIME, limits.memoryMebibytes()));
    }
    return read(json);
  }

  private static Map<String, ClassScore> read(Path json) {
    try {
      Map<String, ClassScore> scores = new LinkedHashMap<>();
      JsonNode classes = new ObjectMapper().readTree(json.toFile()).path("classes");
      classes
          .properties()
          .forEach(
              one ->
                  scores.put(
                      one.getKey(),
                      new ClassScore(
                          one.getValue().path("objects").asInt(), quality(one.getValue()))));
      return scores;
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "scores cannot be read: " + e.getMessage(), e);
    }
  }

  private static ClassQuality quality(JsonNode scored) {
    return new ClassQuality(
        scored.path("ap50").asDouble(),
        scored.path("precision").asDouble(),
        scored.path("recall").asDouble());
  }
}

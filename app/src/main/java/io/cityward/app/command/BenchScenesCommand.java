package io.cityward.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.app.Home;
import io.cityward.app.bench.SceneBench;
import io.cityward.app.bench.ScenePlan;
import io.cityward.app.bench.SceneTable;
import io.cityward.core.CityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the scenes cost, inference apart. */
@Command(
    name = "scenes",
    mixinStandardHelpOptions = true,
    description =
        "What each scene costs a camera, inference apart, against OpenCV's MOG2 and decoding.")
public final class BenchScenesCommand implements Callable<Integer> {

  @Option(
      names = "--seconds",
      description = "How long each thing is measured; default: ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(names = "--json", description = "Writes all figures to this file.")
  private Path json;

  @Override
  public Integer call() {
    Numbers.within("--seconds", seconds, 1, 3600);
    if (json != null && !Files.isWritable(json.toAbsolutePath().getParent())) {
      throw CityException.invalid("--json", json, "a file in a folder that can be written to");
    }
    ScenePlan plan = ScenePlan.usual(Home.models(), Duration.ofSeconds(seconds));
    ObjectNode report = new SceneBench(plan, what -> Progress.say("%s", what)).run();
    Progress.done();
    System.out.print(SceneTable.of(report));
    if (json != null) {
      JsonFile.write(json, report);
    }
    return 0;
  }
}

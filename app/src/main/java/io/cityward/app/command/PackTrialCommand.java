package io.cityward.app.command;

import io.cityward.app.algorithms.PackTrial;
import io.cityward.app.algorithms.RemoteText;
import io.cityward.inference.EngineDiscovery;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.PackRepository;
import io.cityward.inference.remote.OpenInferenceEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the algorithm repository starts beside itself to try a pack in. */
@Command(
    name = "pack-trial",
    hidden = true,
    description = "Started by the algorithm repository; tries a pack and writes how it went.")
public final class PackTrialCommand implements Callable<Integer> {

  @Option(names = "--packs", required = true, description = "The folder that holds the pack's.")
  private Path packs;

  @Option(names = "--pack", required = true)
  private String pack;

  @Option(names = "--models", required = true, description = "Where the reference pack lies.")
  private Path models;

  @Option(names = "--reference", required = true)
  private String reference;

  @Option(names = "--most-per-picture", required = true, converter = Spans.class)
  private Duration mostPerPicture;

  @Option(names = "--remotes", description = "Servers that packs may be run by, as JSON.")
  private String remotes = "{}";

  @Option(names = "--report", required = true, description = "The file to write.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    Orphan.endWithInput();
    Engines engines =
        EngineDiscovery.engines(
            List.of(new OnnxEngine(), new OpenInferenceEngine(RemoteText.read(remotes))));
    new PackTrial(engines, mostPerPicture, report.toAbsolutePath().getParent())
        .run(
            new PackRepository(packs).pack(pack),
            new PackRepository(models).pack(reference),
            report);
    return 0;
  }
}

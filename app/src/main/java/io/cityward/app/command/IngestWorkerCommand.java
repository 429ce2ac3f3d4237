package io.cityward.app.command;

import io.cityward.app.bench.BenchPolicy;
import io.cityward.app.bench.IngestWorker;
import io.cityward.core.settings.SettingsFile;
import io.cityward.ingest.SessionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench ingest} starts beside itself and measures. */
@Command(
    name = "ingest-worker",
    hidden = true,
    description = "Started by bench ingest; reads what to do from its input.")
public final class IngestWorkerCommand implements Callable<Integer> {

  @Option(names = "--policy", required = true)
  private String policy;

  @Option(names = "--settings", required = true)
  private String settings;

  @Option(names = "--interval", required = true, converter = Spans.class)
  private Duration interval;

  /** The worker closes its cameras, not the output it is lent. */
  @Override
  @SuppressWarnings("ClosingStandardOutputStreams")
  public Integer call() throws IOException, InterruptedException {
    SessionSettings read = SettingsFile.parse(settings, "--settings", SessionSettings::read);
    try (IngestWorker worker =
        new IngestWorker(BenchPolicy.parse(policy), read, interval, System.out)) {
      worker.run(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }
    return 0;
  }
}

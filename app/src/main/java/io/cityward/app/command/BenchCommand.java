package io.cityward.app.command;

import picocli.CommandLine.Command;

/** What measures Cityward, each with its reference in the same run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures what things cost, against a reference in the same run.",
    subcommands = {
      BenchIngestCommand.class,
      IngestWorkerCommand.class,
      BenchPoolCommand.class,
      PoolWorkerCommand.class,
      BenchScenesCommand.class
    })
public final class BenchCommand {}

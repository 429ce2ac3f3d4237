package io.cityward.app.command;

import io.cityward.app.AllInOne;
import io.cityward.app.Home;
import io.cityward.app.Lifecycle;
import io.cityward.app.Shutdown;
import io.cityward.app.config.CityConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on one machine. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = "Runs cameras, inference, scenes, book, dispatch and console in one process.")
public final class AllCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      description = "The configuration; deploy/cityward.yml explains every key.")
  private Path file;

  @Option(
      names = "--for",
      converter = Spans.class,
      description = "End after this long; default: until Ctrl-C.")
  private Duration span;

  @Override
  public Integer call() throws InterruptedException {
    CityConfig config = CityConfig.read(file, Home.folder());
    try (Lifecycle lifecycle = new Lifecycle()) {
      AllInOne all = lifecycle.stopWith("all", new AllInOne(config, Clock.systemUTC()));
      all.start();
      System.out.printf(
          "%d cameras; console at http://%s:%d%n",
          config.cameras().size(), config.server().host(), all.port());
      Shutdown.await(Optional.ofNullable(span), lifecycle);
    }
    return 0;
  }
}

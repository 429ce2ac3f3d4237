package io.cityward.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.app.Home;
import io.cityward.app.Lifecycle;
import io.cityward.app.Shutdown;
import io.cityward.app.demo.Demo;
import io.cityward.app.demo.DemoReport;
import io.cityward.proto.v1.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole system on simulated cameras. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "The whole system in one process, on simulated cameras, with a console.")
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      converter = Spans.class,
      description = "End after this long; default: until Ctrl-C.")
  private Duration span;

  @Option(names = "--json", description = "Writes what happened to this file; needs --for.")
  private Path json;

  @Option(names = "--no-browser", description = "Do not open the console in a browser.")
  private boolean noBrowser;

  @Option(
      names = "--port",
      description = "Of the console; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Override
  public Integer call() throws InterruptedException {
    Numbers.within("--port", port, 0, 65_535);
    if (json != null && span == null) {
      throw io.cityward.core.CityException.invalid(
          "--json", json, "together with --for, since the file is written at the end");
    }
    Path folder = Home.folder().resolve("data").resolve("demo");
    DemoReport report;
    try (Lifecycle lifecycle = new Lifecycle()) {
      Demo demo = lifecycle.stopWith("demo", new Demo(Home.folder(), folder));
      demo.start(port, DemoCommand::announce);
      System.out.printf("%d cameras; console at %s%n", demo.cameras(), demo.console());
      System.out.println("the first alert is due in about 20 s; Ctrl-C ends the demo");
      if (!noBrowser) {
        openBrowser(demo.console());
      }
      Shutdown.await(Optional.ofNullable(span), lifecycle);
      report = demo.report();
    }
    return summarise(report);
  }

  private int summarise(DemoReport report) {
    ObjectNode node = report.toJson();
    System.out.printf(
        Locale.ROOT,
        "%d cameras, %d frames looked at, %d alerts, %d work orders, %d evidence files%n",
        node.get("cameras").asInt(),
        node.get("frames").asLong(),
        report.alerts().size(),
        report.workOrders().size(),
        node.get("evidence").size());
    if (json != null) {
      JsonFile.write(json, node);
    }
    if (!report.complete()) {
      System.err.println(
          "cityward: the demo ended before an alert had its evidence and its work order was"
              + " acknowledged (expected within 60 s; give it longer with --for)");
      return 1;
    }
    return 0;
  }

  private static void announce(Alert alert) {
    System.out.printf(
        "alert %s: %s (%s) at %s, work order %s%n",
        alert.getId(),
        alert.getEventName(),
        alert.getScene(),
        alert.getCameraName(),
        alert.getWorkOrderId());
  }

  /** Where there is a desktop; a machine without one has the address on its terminal. */
  private static void openBrowser(String address) {
    String opener =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
            ? "open"
            : "xdg-open";
    try {
      new ProcessBuilder(opener, address)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.out.println("open it in a browser");
    }
  }
}

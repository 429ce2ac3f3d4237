package io.cityward.app.command;

import io.cityward.app.Lifecycle;
import io.cityward.app.Shutdown;
import io.cityward.core.CityException;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A real RTSP server that replays clips as cameras. */
@Command(
    name = "camera-sim",
    mixinStandardHelpOptions = true,
    description = "Replays clips (H.264, H.265) as RTSP cameras, without re-encoding.")
public final class CameraSimCommand implements Callable<Integer> {

  @Option(
      names = "--clip",
      required = true,
      description = "A clip to replay; give it again for more cameras.")
  private List<Path> clips;

  @Option(names = "--host", description = "Address to listen on; default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "Port to listen on; default: ${DEFAULT-VALUE}.")
  private int port = 8554;

  @Option(names = "--copies", description = "Cameras per clip; default: ${DEFAULT-VALUE}.")
  private int copies = 1;

  @Option(names = "--loop", description = "Begin again at the end, with time going on.")
  private boolean loop;

  @Option(
      names = "--spread",
      description = "Spread the cameras' key frames evenly over a group of pictures.")
  private boolean spread;

  @Option(
      names = "--until-input-ends",
      description = "End when standard input does, as that of a child whose parent is gone.")
  private boolean untilInputEnds;

  @Option(
      names = "--for",
      converter = Spans.class,
      description = "End after this long; default: until Ctrl-C.")
  private Duration span;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Numbers.within("--copies", copies, 1, 10_000);
    Numbers.within("--port", port, 0, 65_535);
    if (untilInputEnds && span != null) {
      throw CityException.invalid("--for", span, "left out where --until-input-ends is given");
    }
    try (Lifecycle lifecycle = new Lifecycle()) {
      RtspServer.Builder builder = RtspServer.builder().host(host).port(port);
      List<String> names = new ArrayList<>();
      List<SimulatedCamera> cameras = new ArrayList<>();
      for (Path file : clips) {
        Clip clip = Clip.open(file);
        String stem = stem(file);
        for (int copy = 1; copy <= copies; copy++) {
          String name = unused(names, copies == 1 ? stem : stem + "-" + copy);
          names.add(name);
          cameras.add(new SimulatedCamera(name, clip, loop, Optional.empty()));
        }
      }
      (spread ? SimulatedCamera.spread(cameras) : cameras).forEach(builder::camera);
      RtspServer server = builder.build().start();
      lifecycle.onStop("RTSP server", server);
      List<String> urls = names.stream().map(server::url).toList();
      urls.forEach(System.out::println);
      if (untilInputEnds) {
        System.in.transferTo(OutputStream.nullOutputStream());
      } else {
        Shutdown.await(Optional.ofNullable(span), lifecycle);
      }
    }
    return 0;
  }

  /** The file's name without its ending, with what a camera name cannot hold as dashes. */
  private static String stem(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    String fitting = plain.substring(0, Math.min(plain.length(), 50));
    return fitting.isEmpty() ? "camera" : fitting;
  }

  private static String unused(List<String> taken, String name) {
    String candidate = name;
    for (int i = 2; taken.contains(candidate); i++) {
      candidate = name + "." + i;
    }
    return candidate;
  }
}

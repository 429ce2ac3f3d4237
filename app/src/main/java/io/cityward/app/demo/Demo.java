package io.cityward.app.demo;

import io.cityward.app.AllInOne;
import io.cityward.app.Lifecycle;
import io.cityward.app.config.CityConfig;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.Alert;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.ReferenceCitySystem;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole system, with cameras that replay bundled clips over RTSP and a city system that takes
 * the work orders. The configuration is an ordinary one, {@code demo.yml}.
 */
public final class Demo implements AutoCloseable {

  private static final Credentials GUARD = new Credentials("viewer", "demo");

  private final Path home;
  private final Path folder;
  private final Lifecycle lifecycle = new Lifecycle();
  private CityConfig config;
  private RtspServer cameras;
  private AllInOne city;
  private DemoSubscriber subscriber;

  /**
   * @param folder where the demo keeps its book and its evidence; emptied at the start
   */
  public Demo(Path home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /**
   * Starts everything.
   *
   * @param port of the console; 0 takes any free one
   * @param onRaised told of each alert as it reaches a subscriber
   */
  public void start(int port, Consumer<Alert> onRaised) {
    try {
      empty(folder);
      cameras = lifecycle.stopWith("cameras", simulatedCameras());
      ReferenceCitySystem citySystem = lifecycle.stopWith("city system", new ReferenceCitySystem());
      citySystem.start();
      String rtsp = "rtsp://127.0.0.1:" + cameras.port();
      config =
          configuration(
              Map.of(
                  "port", Integer.toString(port),
                  "data", folder.toString(),
                  "citySystem", citySystem.target(),
                  "rtsp", rtsp,
                  "guardedRtsp",
                      rtsp.replace("//", "//" + GUARD.user() + ":" + GUARD.password() + "@"),
                  "deadPort", Integer.toString(deadPort())));
      city = lifecycle.stopWith("city", new AllInOne(config, Clock.systemUTC()));
      city.start();
      subscriber =
          lifecycle.stopWith(
              "subscriber", new DemoSubscriber(city.port(), Clock.systemUTC(), onRaised));
      subscriber.start();
    } catch (IOException e) {
      close();
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "demo folder " + folder + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Where the console is. */
  public String console() {
    return "http://localhost:" + city.port();
  }

  /** Where one of the simulated cameras is. */
  public String cameraUrl(String name) {
    return cameras.url(name);
  }

  public int cameras() {
    return config.cameras().size();
  }

  /** What has happened so far. */
  public DemoReport report() {
    return new DemoReport(
        subscriber.cameras(),
        subscriber.alerts(),
        subscriber.workOrders(),
        config.alerts().evidence(),
        subscriber.delays(),
        console());
  }

  private RtspServer simulatedCameras() throws IOException {
    Clip campus = Clip.open(BundledClips.extract("campus", folder.resolve("clips")));
    return RtspServer.builder()
        .camera(SimulatedCamera.looping("campus-gate", campus))
        .camera(SimulatedCamera.looping("campus-path", campus))
        .camera(SimulatedCamera.looping("campus-square", campus).guardedBy(GUARD))
        .build()
        .start();
  }

  private CityConfig configuration(Map<String, String> values) throws IOException {
    String yaml;
    try (InputStream in = Demo.class.getResourceAsStream("demo.yml")) {
      yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      yaml = yaml.replace("${" + value.getKey() + "}", value.getValue());
    }
    return CityConfig.parse(yaml, "demo.yml", folder, home);
  }

  /** A port on which nobody listens. */
  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> inside = Files.walk(folder)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder.resolve("clips"));
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}

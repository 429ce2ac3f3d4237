package io.cityward.app;

import io.cityward.app.config.CityConfig;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Clock;

/** A whole process on a free port, as {@code cityward all} wires it, and a channel to it. */
final class TestCity implements AutoCloseable {

  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private final AllInOne city;
  private final ManagedChannel channel;

  private TestCity(AllInOne city) {
    this.city = city;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", city.port()).usePlaintext().build();
  }

  /** Starts with the given cameras (YAML list items); everything else is as by default. */
  static TestCity start(Path folder, String cameras) {
    return start(folder, "", cameras);
  }

  /** As {@link #start(Path, String)}, with more settings. */
  static TestCity start(Path folder, String settings, String cameras) {
    String yaml =
        "server: {port: 0}\ningest: {connectTimeout: PT2S}\n" + settings + "cameras:\n" + cameras;
    AllInOne city =
        new AllInOne(CityConfig.parse(yaml, "test.yml", folder, HOME), Clock.systemUTC());
    city.start();
    return new TestCity(city);
  }

  static Clip clip(String name, Path folder) {
    return Clip.open(BundledClips.extract(name, folder));
  }

  ManagedChannel channel() {
    return channel;
  }

  String url(String path) {
    return "http://127.0.0.1:" + city.port() + path;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    city.close();
  }
}

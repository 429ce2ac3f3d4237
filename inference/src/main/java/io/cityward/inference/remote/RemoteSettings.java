package io.cityward.inference.remote;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a server of models listens.
 *
 * @param target host and port of its gRPC
 * @param tls whether the connection is encrypted
 * @param authorities who is trusted with TLS, as a PEM file; empty takes those of the Java platform
 * @param deadline how long one inference may take, the way there and back included
 * @param mostMebibytes the largest answer that is taken
 */
public record RemoteSettings(
    String target, boolean tls, Optional<Path> authorities, Duration deadline, int mostMebibytes) {

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(2);
  private static final int USUAL_MEBIBYTES = 64;

  public RemoteSettings {
    if (!target.matches("[A-Za-z0-9._-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+]:[0-9]{1,5}")) {
      throw CityException.invalid("target", target, "host:port");
    }
    if (authorities.isPresent() && !tls) {
      throw CityException.invalid("authorities", authorities.get(), "only with tls: true");
    }
    if (authorities.isPresent() && !Files.isReadable(authorities.get())) {
      throw CityException.invalid("authorities", authorities.get(), "a PEM file that can be read");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw CityException.invalid("deadline", deadline, "above 0");
    }
    if (mostMebibytes < 1 || mostMebibytes > 1024) {
      throw CityException.invalid("mostMebibytes", mostMebibytes, "1 to 1024");
    }
  }

  public static RemoteSettings plaintext(String target) {
    return new RemoteSettings(target, false, Optional.empty(), USUAL_DEADLINE, USUAL_MEBIBYTES);
  }

  public RemoteSettings withDeadline(Duration deadline) {
    return new RemoteSettings(target, tls, authorities, deadline, mostMebibytes);
  }

  /**
   * Reads the servers under {@code remotes} of a section.
   *
   * @param folder what files are relative to
   */
  public static Map<String, RemoteSettings> readAll(Section section, Path folder) {
    return Map.copyOf(section.named("remotes", (name, remote) -> read(remote, folder)));
  }

  static RemoteSettings read(Section section, Path folder) {
    String target = section.text("target");
    boolean tls = section.flag("tls", false);
    Optional<Path> authorities =
        section.has("authorities")
            ? Optional.of(folder.resolve(section.text("authorities")))
            : Optional.empty();
    Duration deadline =
        section.duration("deadline", Duration.ofMillis(10), Duration.ofMinutes(1), USUAL_DEADLINE);
    int mostMebibytes = section.whole("mostMebibytes", 1, 1024, USUAL_MEBIBYTES);
    return section.build(
        () -> new RemoteSettings(target, tls, authorities, deadline, mostMebibytes));
  }
}

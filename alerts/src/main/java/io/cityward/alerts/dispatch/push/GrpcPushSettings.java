package io.cityward.alerts.dispatch.push;

import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;

/**
 * Where a city system listens.
 *
 * @param target host and port
 * @param deadline how long one sending may take, connecting included
 * @param tls whether the connection is encrypted
 */
public record GrpcPushSettings(String target, Duration deadline, boolean tls) {

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(5);

  public GrpcPushSettings {
    if (!target.matches("[A-Za-z0-9._-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+]:[0-9]{1,5}")) {
      throw CityException.invalid("target", target, "host:port");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw CityException.invalid("deadline", deadline, "above 0");
    }
  }

  public static GrpcPushSettings plaintext(String target) {
    return new GrpcPushSettings(target, USUAL_DEADLINE, false);
  }

  public static GrpcPushSettings read(Section section) {
    section.choice("type", Type.class, Type.GRPC_PUSH);
    String target = section.text("target");
    Duration deadline =
        section.duration("deadline", Duration.ofMillis(100), Duration.ofMinutes(5), USUAL_DEADLINE);
    boolean tls = section.flag("tls", false);
    return section.build(() -> new GrpcPushSettings(target, deadline, tls));
  }

  /** The kinds of connectors that can be configured. */
  private enum Type {
    GRPC_PUSH
  }
}

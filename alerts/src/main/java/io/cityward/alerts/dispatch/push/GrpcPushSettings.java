package io.cityward.alerts.dispatch.push;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorSettings;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a city system listens.
 *
 * @param target host and port
 * @param deadline how long one sending may take, connecting included
 * @param tls whether the connection is encrypted
 * @param codes what the system calls the events
 */
public record GrpcPushSettings(String target, Duration deadline, boolean tls, CodeMapping codes)
    implements ConnectorSettings {

  public static final String TYPE = "grpc-push";

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(5);

  public GrpcPushSettings {
    if (!target.matches("[A-Za-z0-9._-]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+]:[0-9]{1,5}")) {
      throw CityException.invalid("target", target, "host:port");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw CityException.invalid("deadline", deadline, "above 0");
    }
  }

  public GrpcPushSettings(String target, Duration deadline, boolean tls) {
    this(target, deadline, tls, CodeMapping.NONE);
  }

  public static GrpcPushSettings plaintext(String target) {
    return new GrpcPushSettings(target, USUAL_DEADLINE, false);
  }

  /** Reads everything but {@code type}. */
  public static GrpcPushSettings read(Section section) {
    String target = section.text("target");
    Duration deadline =
        section.duration("deadline", Duration.ofMillis(100), Duration.ofMinutes(5), USUAL_DEADLINE);
    boolean tls = section.flag("tls", false);
    Optional<CodeMapping> codes = section.read("codes", CodeMapping::read);
    return section.build(
        () -> new GrpcPushSettings(target, deadline, tls, codes.orElse(CodeMapping.NONE)));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Connector open(String name) {
    return new GrpcPushConnector(name, this);
  }
}

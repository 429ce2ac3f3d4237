package io.cityward.alerts.dispatch;

import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import java.util.Optional;

/** How a city system is reached; each kind of connector has its own. */
public interface ConnectorSettings {

  /** The kind as it is written in the configuration: "grpc-push". */
  String type();

  /** What its system calls the events. */
  CodeMapping codes();

  /** What signs the status that its system reports over HTTP; empty: it may not report that way. */
  default Optional<Secret> statusSecret() {
    return Optional.empty();
  }

  /** A connector that connects with its first sending. */
  Connector open(String name);
}

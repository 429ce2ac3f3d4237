package io.cityward.alerts;

import io.cityward.alerts.dispatch.ConnectorSettings;
import io.cityward.alerts.dispatch.cloudevents.CloudEventsSettings;
import io.cityward.alerts.dispatch.open311.Open311Settings;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.core.settings.Section;

/** The kinds of connectors that can be configured. */
enum ConnectorKind {
  GRPC_PUSH,
  CLOUDEVENTS,
  OPEN311;

  /** Reads a connector of the kind that its key {@code type} names; absent: grpc-push. */
  static ConnectorSettings read(Section section) {
    return switch (section.choice("type", ConnectorKind.class, GRPC_PUSH)) {
      case GRPC_PUSH -> GrpcPushSettings.read(section);
      case CLOUDEVENTS -> CloudEventsSettings.read(section);
      case OPEN311 -> Open311Settings.read(section);
    };
  }
}

package io.cityward.alerts.dispatch.mapping;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.WorkOrderMessage;
import java.util.Optional;

/** Speaks a connector's codes; an event that its system has no code for is refused unsent. */
public final class MappedConnector implements Connector {

  private final Connector connector;
  private final CodeMapping codes;

  public MappedConnector(Connector connector, CodeMapping codes) {
    this.connector = connector;
    this.codes = codes;
  }

  @Override
  public String name() {
    return connector.name();
  }

  @Override
  public DispatchOutcome send(WorkOrderMessage message) {
    return coded(message)
        .map(connector::send)
        .orElseGet(() -> new DispatchOutcome.Rejected(unknown(message)));
  }

  @Override
  public String preview(WorkOrderMessage message) {
    return coded(message).map(connector::preview).orElseGet(() -> unknown(message));
  }

  @Override
  public void close() {
    connector.close();
  }

  private Optional<WorkOrderMessage> coded(WorkOrderMessage message) {
    return message.wording().byHand()
        ? Optional.of(message)
        : codes
            .of(message.wording().code())
            .map(code -> message.worded(message.wording().coded(code)));
  }

  private String unknown(WorkOrderMessage message) {
    return "event code: " + message.wording().code() + " (expected: " + codes.expectation() + ")";
  }
}

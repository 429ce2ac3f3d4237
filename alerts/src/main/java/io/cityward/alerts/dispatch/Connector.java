package io.cityward.alerts.dispatch;

/**
 * The way to one city system. Called by one thread. {@code ConnectorContract} among the tests holds
 * every implementation to this.
 */
public interface Connector extends AutoCloseable {

  /** The name that departments refer to. */
  String name();

  /**
   * Sends a work order and waits for the answer, never longer than the connector's own limit. The
   * same message may be sent again; the system tells by the key. Whatever goes wrong is an outcome,
   * not an exception.
   */
  DispatchOutcome send(WorkOrderMessage message);

  /** What {@link #send} would send, as text, without secrets; nothing is sent. By any thread. */
  String preview(WorkOrderMessage message);

  /** Lets go of connections; bounded in time, may be called twice. */
  @Override
  void close();
}

package io.cityward.alerts.dispatch;

import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sends what lies in the outbox, one lane per connector. The outbox is the truth: a sending whose
 * outcome was not stored, because the process died, is sent again under the same key.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(5);

  private final List<Lane> lanes;
  private boolean started;
  private boolean closed;

  /**
   * A dispatcher that is started later.
   *
   * @param connectors owned by the caller; closed after this
   * @param afterCommit runs after each change of the book; must not block
   */
  public Dispatcher(
      List<Connector> connectors,
      AlertStore store,
      DispatchSettings settings,
      Clock clock,
      AlertMetrics metrics,
      Runnable afterCommit) {
    this.lanes =
        connectors.stream()
            .map(c -> new Lane(c, store, settings, clock, metrics, afterCommit))
            .toList();
  }

  public synchronized void start() {
    if (!started && !closed) {
      started = true;
      lanes.forEach(Lane::start);
    }
  }

  /** Something new may lie in the outbox. Never blocks. */
  public void wake() {
    lanes.forEach(Lane::wake);
  }

  /** How each way does. */
  public List<LaneState> states() {
    return lanes.stream().map(Lane::state).toList();
  }

  /** Stops sending; what is in flight is interrupted and sent again after the next start. */
  @Override
  public synchronized void close() {
    closed = true;
    lanes.forEach(Lane::stop);
    Instant end = Instant.now().plus(STOP);
    try {
      for (Lane lane : lanes) {
        lane.join(Duration.between(Instant.now(), end));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

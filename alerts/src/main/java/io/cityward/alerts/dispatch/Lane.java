package io.cityward.alerts.dispatch;

import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.OutboxTable;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for one connector, one message at a time on the lane's own thread: orders of one
 * case stay in order, and a slow system delays nobody else's.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Connector connector;
  private final AlertStore store;
  private final DispatchSettings settings;
  private final Clock clock;
  private final AlertMetrics metrics;
  private final Runnable afterCommit;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Signal signal = new Signal();
  private final Breaker breaker;
  private final Thread thread;
  private volatile boolean stopped;

  Lane(
      Connector connector,
      AlertStore store,
      DispatchSettings settings,
      Clock clock,
      AlertMetrics metrics,
      Runnable afterCommit) {
    this.connector = connector;
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.afterCommit = afterCommit;
    this.breaker = new Breaker(settings.breaker(), clock.instant());
    this.thread = new Thread(this::run, "dispatch-" + connector.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  LaneState state() {
    Breaker.View view = breaker.view();
    return new LaneState(
        connector.name(),
        view.state().name(),
        view.since(),
        view.until(),
        view.failures(),
        view.lastError());
  }

  void wake() {
    signal.give();
  }

  void stop() {
    stopped = true;
    thread.interrupt();
  }

  void join(Duration atMost) throws InterruptedException {
    thread.join(Math.max(1, atMost.toMillis()));
  }

  private void run() {
    while (!stopped) {
      try {
        if (!sendNext()) {
          signal.await(untilNext());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!stopped) {
          log.warn("dispatch to {} stumbles: {}", connector.name(), e.toString());
          pause();
        }
      }
    }
  }

  /** Sends one message if one is due; false when none is. */
  boolean sendNext() {
    if (!breaker.allows(now())) {
      return false;
    }
    Optional<OutboxTable.Due> due =
        store.read(ledger -> ledger.outbox().due(connector.name(), now()));
    if (due.isEmpty()) {
      return false;
    }
    WorkOrderMessage message = store.read(ledger -> message(ledger, due.get()));
    DispatchOutcome outcome = send(message);
    if (!stopped) {
      tell(outcome);
      AlertMetrics.Sending result = store.write(ledger -> note(ledger, due.get(), outcome));
      metrics.sending(result);
      afterCommit.run();
    }
    return true;
  }

  private WorkOrderMessage message(Ledger ledger, OutboxTable.Due due) {
    return Messages.of(ledger, ledger.orders().get(due.order()), settings.evidenceBaseUrl());
  }

  /** A system that answers, be it with a refusal, is there. */
  private void tell(DispatchOutcome outcome) {
    if (outcome instanceof DispatchOutcome.Retryable retry) {
      if (breaker.failed(now(), Words.clip(retry.reason(), 500))) {
        log.warn("{} fails all the time and is left alone: {}", connector.name(), retry.reason());
      }
    } else {
      breaker.answered(now());
    }
  }

  private DispatchOutcome send(WorkOrderMessage message) {
    try {
      return connector.send(message);
    } catch (RuntimeException e) {
      log.error("connector {} broke its contract", connector.name(), e);
      return new DispatchOutcome.Retryable("the connector failed: " + e.getClass().getName());
    }
  }

  private AlertMetrics.Sending note(Ledger ledger, OutboxTable.Due due, DispatchOutcome outcome) {
    WorkOrder order = ledger.orders().get(due.order());
    Delivery delivery = order.delivery();
    if (order.dispatches() != due.dispatch() || delivery.state() != Delivery.State.PENDING) {
      return AlertMetrics.Sending.WITHDRAWN;
    }
    if (outcome instanceof DispatchOutcome.Accepted accepted) {
      String id = Words.clip(accepted.externalId(), 200);
      keep(
          ledger,
          order,
          delivery.acknowledged(id),
          "acknowledged as " + id + ", attempt " + (delivery.attempts() + 1));
      return AlertMetrics.Sending.ACKNOWLEDGED;
    }
    if (outcome instanceof DispatchOutcome.Rejected rejected) {
      return bury(ledger, order, "refused: " + rejected.reason());
    }
    String reason = ((DispatchOutcome.Retryable) outcome).reason();
    int failures = delivery.attempts() + 1;
    if (settings.retry().givesUpAfter(failures)) {
      return bury(ledger, order, "given up after " + failures + " attempts: " + reason);
    }
    Duration wait = wait((DispatchOutcome.Retryable) outcome, failures);
    keep(ledger, order, delivery.failed(Words.clip(reason, 500), now().plus(wait)), "");
    return AlertMetrics.Sending.RETRIED;
  }

  /** The back-off, or what the system asked for where that is longer. */
  private Duration wait(DispatchOutcome.Retryable outcome, int failures) {
    Duration backOff = settings.retry().waitAfter(failures, random.nextDouble());
    return outcome.after().filter(asked -> asked.compareTo(backOff) > 0).orElse(backOff);
  }

  private AlertMetrics.Sending bury(Ledger ledger, WorkOrder order, String why) {
    String error = Words.clip(why, 500);
    log.warn("{} is a dead letter: {}", order.id(), error);
    keep(ledger, order, order.delivery().dead(error), error);
    return AlertMetrics.Sending.DEAD_LETTER;
  }

  /** Stores the news of a delivery; without a note it leaves no line in the history. */
  private void keep(Ledger ledger, WorkOrder order, Delivery delivery, String note) {
    Instant now = now();
    WorkOrder changed = order.with(delivery, now);
    ledger.outbox().put(changed);
    ledger.orders().update(changed);
    if (!note.isEmpty()) {
      String actor = "connector " + connector.name();
      ledger.orders().addHistory(order.id(), HistoryEntry.remark(now, actor, order.state(), note));
    }
    ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
  }

  private Duration untilNext() {
    Duration wait =
        store
            .read(ledger -> ledger.outbox().nextDue(connector.name()))
            .map(next -> Duration.between(now(), next))
            .orElse(IDLE);
    Duration closed = breaker.left(now());
    if (closed.compareTo(wait) > 0) {
      wait = closed;
    }
    return wait.compareTo(IDLE) < 0 ? wait : IDLE;
  }

  private void pause() {
    try {
      signal.await(AFTER_TROUBLE);
    } catch (InterruptedException e) {
      thread.interrupt();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

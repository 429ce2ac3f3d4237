package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at what has become due: reminds, flags, escalates, ends suspensions. All that
 * it knows lies in the book, and each order is looked at in a transaction of its own that begins
 * with reading it again, so that it does not matter how many centers look, or whether one of them
 * is killed. One thread, {@code deadlines}.
 */
public final class DeadlineWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final int BATCH = 200;

  private final AlertStore store;
  private final WorkOrderDesk desk;
  private final OrderDeadlines deadlines;
  private final SteadyClock clock;
  private final Runnable afterCommit;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "deadlines");
            thread.setDaemon(true);
            return thread;
          });
  private boolean allTended;

  public DeadlineWatch(
      AlertStore store,
      WorkOrderDesk desk,
      OrderDeadlines deadlines,
      Clock clock,
      Runnable afterCommit) {
    this(
        store,
        desk,
        deadlines,
        new SteadyClock(clock, System::nanoTime, deadlines.rules().settings().settle()),
        afterCommit);
  }

  DeadlineWatch(
      AlertStore store,
      WorkOrderDesk desk,
      OrderDeadlines deadlines,
      SteadyClock clock,
      Runnable afterCommit) {
    this.store = store;
    this.desk = desk;
    this.deadlines = deadlines;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  public void start() {
    Duration pause = deadlines.rules().settings().look();
    Future<?> looking =
        executor.scheduleWithFixedDelay(
            this::lookSafely, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    if (looking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("deadlines could not be looked at; tries again", e);
    }
  }

  /**
   * Looks once at everything that is due.
   *
   * @return of how many orders something has become
   */
  public int look() {
    Optional<Instant> time = clock.time();
    if (time.isEmpty()) {
      return 0;
    }
    Instant now = time.get().truncatedTo(ChronoUnit.MICROS);
    tendOldOrders(now);
    int changed = 0;
    Set<OrderId> seen = new LinkedHashSet<>();
    List<OrderId> due = due(now, seen);
    while (!due.isEmpty()) {
      for (OrderId id : due) {
        changed += look(id, now) ? 1 : 0;
      }
      seen.addAll(due);
      due = due.size() < BATCH ? List.of() : due(now, seen);
    }
    return changed;
  }

  /** What is due and was not looked at in this round. */
  private List<OrderId> due(Instant now, Set<OrderId> seen) {
    Set<OrderId> due =
        store.read(
            ledger -> {
              Set<OrderId> all =
                  new LinkedHashSet<>(ledger.followUp().supervision().due(now, BATCH));
              all.addAll(ledger.followUp().supervision().early(now, BATCH));
              return all;
            });
    return due.stream().filter(Predicate.not(seen::contains)).toList();
  }

  private boolean look(OrderId id, Instant now) {
    try {
      boolean changed =
          store.write(ledger -> deadlines.look(ledger, ledger.orders().get(id), now, desk));
      if (changed) {
        afterCommit.run();
      }
      return changed;
    } catch (RuntimeException e) {
      log.error("{}: its deadline could not be looked at; tries again", id, e);
      return false;
    }
  }

  /** Orders of a book that is older than deadlines: theirs begin now. */
  private void tendOldOrders(Instant now) {
    while (!allTended) {
      int tended =
          store.write(
              ledger -> {
                List<OrderId> some = ledger.followUp().supervision().untended(BATCH);
                some.forEach(id -> deadlines.of(ledger, ledger.orders().get(id), now));
                return some.size();
              });
      allTended = tended < BATCH;
      if (tended > 0) {
        log.info("{} orders of an older book have deadlines from now on", tended);
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

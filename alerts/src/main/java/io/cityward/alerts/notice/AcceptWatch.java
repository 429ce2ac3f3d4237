package io.cityward.alerts.notice;

import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.NoticeDeliveryTable.Wait;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each dispatch, and again, a level higher each time, while nobody accepts it. Looks every
 * few seconds; also forgets deliveries that are settled and older than 30 days.
 */
public final class AcceptWatch implements AutoCloseable {

  /** The kind of a notice that an order was dispatched. */
  public static final String DISPATCHED = "DISPATCHED";

  /** The kind of a notice that nobody has accepted it. */
  public static final String NOT_ACCEPTED = "NOT_ACCEPTED";

  private static final Logger log = LoggerFactory.getLogger(AcceptWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final int AT_ONCE = 200;

  /** Where a wait ends that is over: nothing is due any more. */
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private final AlertStore store;
  private final NoticeSettings settings;
  private final NoticeDesk desk;
  private final Clock clock;
  private final Runnable wake;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "accept-watch");

  /** When deliveries were last pruned; of the thread alone. */
  private Instant pruned = Instant.EPOCH;

  public AcceptWatch(
      AlertStore store, NoticeSettings settings, NoticeDesk desk, Clock clock, Runnable wake) {
    this.store = store;
    this.settings = settings;
    this.desk = desk;
    this.clock = clock;
    this.wake = wake;
    thread.setDaemon(true);
  }

  /** Does nothing where nobody is told anything. */
  public void start() {
    if (!settings.routes().isEmpty()) {
      thread.start();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          while (round()) {
            Thread.onSpinWait();
          }
          prune();
        } catch (RuntimeException e) {
          log.warn("telling of orders that nobody accepts stumbles: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells what is due; true when there may be more. */
  boolean round() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Wait> fresh = store.read(ledger -> ledger.connectors().notices().fresh(AT_ONCE));
    List<Wait> due = store.read(ledger -> ledger.connectors().notices().dueWaits(now, AT_ONCE));
    if (fresh.isEmpty() && due.isEmpty()) {
      return false;
    }
    var unused =
        store.write(
            ledger -> {
              fresh.forEach(wait -> begin(ledger, wait, now));
              due.forEach(wait -> remind(ledger, wait, now));
              return due;
            });
    wake.run();
    return fresh.size() == AT_ONCE || due.size() == AT_ONCE;
  }

  private void begin(Ledger ledger, Wait wait, Instant now) {
    WorkOrder order = ledger.orders().get(wait.order());
    if (waits(order, wait)) {
      Instant next = dispatchedAt(order).plus(settings.accept().after());
      // What lay there before notices were switched on is no news.
      if (next.isAfter(now)) {
        desk.tell(ledger, matter(order, DISPATCHED, 0, "dispatched to " + order.departmentName()));
      }
      ledger.connectors().notices().put(wait, settings.accept().most() == 0 ? NEVER : next);
    }
  }

  private void remind(Ledger ledger, Wait wait, Instant now) {
    WorkOrder order = ledger.orders().get(wait.order());
    if (!waits(order, wait)) {
      ledger.connectors().notices().put(wait, NEVER);
      return;
    }
    int step = wait.step() + 1;
    String words = order.departmentName() + " has not accepted it, told for the " + step + ". time";
    desk.tell(ledger, matter(order, NOT_ACCEPTED, step, words));
    Instant next = step >= settings.accept().most() ? NEVER : now.plus(settings.accept().again());
    ledger.connectors().notices().put(new Wait(wait.order(), wait.dispatch(), step), next);
  }

  private static Instant dispatchedAt(WorkOrder order) {
    return order.history().stream()
        .filter(entry -> entry.action().filter(OrderAction.DISPATCH::equals).isPresent())
        .reduce((first, second) -> second)
        .map(HistoryEntry::at)
        .orElse(order.changedAt());
  }

  private static boolean waits(WorkOrder order, Wait wait) {
    return order.state() == OrderState.DISPATCHED && order.dispatches() == wait.dispatch();
  }

  private static NoticeDesk.Matter matter(WorkOrder order, String kind, int step, String words) {
    // First those who should have accepted it, then one level higher each time.
    Level level = Level.values()[Math.min(Math.max(0, step - 1), Level.values().length - 1)];
    String place = order.subject().place().name();
    return new NoticeDesk.Matter(
        kind + "/" + order.dispatchKey() + "/" + step,
        kind,
        level,
        order.subject().place().area(),
        order.departmentId(),
        order.id(),
        order.subject().eventName(),
        order.subject().eventName() + (place.isEmpty() ? "" : ", " + place) + ": " + words);
  }

  private void prune() {
    Instant now = clock.instant();
    if (Duration.between(pruned, now).compareTo(Duration.ofHours(1)) >= 0) {
      pruned = now;
      var unused =
          store.write(
              ledger -> {
                ledger.connectors().notices().prune(now.minus(KEPT), NEVER);
                return now;
              });
    }
  }
}

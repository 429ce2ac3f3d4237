package io.cityward.alerts.verification;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.book.OrderCommand;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.verification.Verification.State;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the camera look again where an order was handled, and closes the order, sends it back, or
 * leaves it to a person. What it knows stands in the book: a killed process goes on where it was. A
 * look is claimed for a while, so that of several centers one takes it.
 */
public final class VerificationDesk implements AutoCloseable {

  static final String ACTOR = "camera verification";
  private static final Logger log = LoggerFactory.getLogger(VerificationDesk.class);
  private static final int AT_ONCE = 100;
  private static final Duration CLAIM = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 1000;

  private final AlertStore store;
  private final EvidenceStore evidence;
  private final WorkOrderDesk orders;
  private final VerificationSettings settings;
  private final Clock clock;
  private final Runnable afterCommit;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "verification");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Looker looker = alert -> new Glance.Blind("no camera can be looked through");

  /**
   * @param afterCommit runs after each transaction that changed the book; must not block
   */
  public VerificationDesk(
      AlertStore store,
      EvidenceStore evidence,
      WorkOrderDesk orders,
      VerificationSettings settings,
      Clock clock,
      Runnable afterCommit) {
    this.store = store;
    this.evidence = evidence;
    this.orders = orders;
    this.settings = settings;
    this.clock = clock;
    this.afterCommit = afterCommit;
  }

  /** Through which cameras it looks; before, each look is blind. */
  public void lookThrough(Looker cameras) {
    looker = cameras;
  }

  /** Looks as long as it is not closed. */
  public void start() {
    Future<?> looking =
        executor.scheduleWithFixedDelay(this::runSafely, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    if (looking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void runSafely() {
    try {
      run();
    } catch (RuntimeException e) {
      log.error("verification stumbles, goes on", e);
    }
  }

  /** Begins what was handled, and takes the looks that are due. */
  void run() {
    store.read(ledger -> ledger.verifications().fresh(AT_ONCE)).forEach(this::begin);
    for (Verification due : claim()) {
      try {
        look(due);
      } catch (RuntimeException e) {
        log.error("{}: a look failed; it is taken again", due.order(), e);
      }
    }
  }

  private void begin(OrderId id) {
    Verification begun =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              Instant handled = handledAt(order);
              VerificationPolicy policy = settings.of(order.subject());
              Verification fresh =
                  policy.mode() == VerificationPolicy.Mode.PERSON
                      ? Verification.byPerson(id, order.version(), handled)
                      : Verification.begun(
                          id,
                          order.version(),
                          handled,
                          policy.within(handled.plus(policy.settle()), settings.zone()));
              ledger.verifications().put(fresh);
              return fresh;
            });
    if (!begun.done()) {
      var unused = move(begun, begun.handledVersion(), OrderAction.VERIFY, begun.reason());
    }
  }

  private static Instant handledAt(WorkOrder order) {
    List<HistoryEntry> history = order.history();
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).action().equals(Optional.of(OrderAction.HANDLE))) {
        return history.get(i).at();
      }
    }
    return order.changedAt();
  }

  private List<Verification> claim() {
    Instant now = now();
    if (store.read(ledger -> ledger.verifications().due(now, 1)).isEmpty()) {
      return List.of();
    }
    return store.write(
        ledger -> {
          List<Verification> due = ledger.verifications().due(now, AT_ONCE);
          due.forEach(v -> ledger.verifications().put(v.claimed(now.plus(CLAIM))));
          return due;
        });
  }

  private void look(Verification due) {
    WorkOrder order = store.read(ledger -> ledger.orders().get(due.order()));
    if (order.state() == OrderState.HANDLED && order.version() == due.handledVersion()) {
      // Killed between the two: the order is moved now.
      if (move(due, due.handledVersion(), OrderAction.VERIFY, due.reason()).done()) {
        return;
      }
    } else if (!looked(order, due)) {
      keep(due.ended(State.OVERTAKEN, "the order is " + order.state() + " by somebody else"));
      return;
    }
    Alert alert = store.read(ledger -> ledger.alerts().get(order.alert()));
    Glance glance = glance(alert);
    Instant now = now();
    VerificationPolicy policy = settings.of(order.subject());
    Look look = Look.of(alert, due.handledAt(), glance);
    Instant next = policy.within(now.plus(policy.every()), settings.zone());
    Verification after = due.after(look, policy, now, next);
    log.info("{}: look {}: {}, {}", order.id(), after.looks(), look.seen(), after.reason());
    keep(after.done() ? conclude(after, alert, glance) : after);
  }

  /** Whether the order is still the one that this began with. */
  private static boolean looked(WorkOrder order, Verification due) {
    return order.state() == OrderState.VERIFYING && order.version() == due.handledVersion() + 1;
  }

  private Glance glance(Alert alert) {
    try {
      return looker.look(alert);
    } catch (RuntimeException e) {
      log.error("{}: its camera cannot be looked through", alert.id(), e);
      return new Glance.Blind("the camera cannot be looked through: " + e.getMessage());
    }
  }

  /** Idempotent, as a killed process comes here again. */
  private Verification conclude(Verification after, Alert alert, Glance glance) {
    if (glance instanceof Glance.Sight sight) {
      sight.picture().ifPresent(picture -> attach(after, alert, picture));
    }
    long version = after.handledVersion() + 1;
    return switch (after.state()) {
      case CLEAN -> move(after, version, OrderAction.CLOSE, after.reason());
      case NOT_CLEAN -> move(after, version, OrderAction.SEND_BACK, after.reason());
      case FOR_A_PERSON -> remark(after);
      case LOOKING, OVERTAKEN -> throw new IllegalStateException(after.toString());
    };
  }

  /** The verification as it is; overtaken if the order was moved by somebody else meanwhile. */
  private Verification move(Verification v, long version, OrderAction action, String note) {
    Outcome<WorkOrder> outcome =
        orders.command(
            new OrderCommand(
                v.order(),
                action,
                ACTOR,
                note,
                Optional.empty(),
                OptionalLong.of(version),
                "verification-" + v.handledVersion() + "-" + action));
    if (outcome instanceof Outcome.Refused<WorkOrder> refused) {
      Verification overtaken = v.ended(State.OVERTAKEN, refused.message());
      keep(overtaken);
      return overtaken;
    }
    return v;
  }

  private Verification remark(Verification v) {
    var unused =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(v.order());
              ledger
                  .orders()
                  .addHistory(
                      order.id(),
                      HistoryEntry.remark(
                          now(), ACTOR, order.state(), v.reason() + "; a person decides"));
              ledger.events().append(EventLog.Kind.ORDER_CHANGED, order.id());
              return order;
            });
    afterCommit.run();
    return v;
  }

  private void attach(Verification v, Alert alert, Glance.Picture picture) {
    try {
      Evidence kept =
          evidence.put(
              new FindingId(v.order() + "-" + v.handledAt().getEpochSecond() + "-" + v.looks()),
              Evidence.Kind.AFTER,
              picture.takenAt(),
              file -> Files.write(file, picture.jpeg()));
      var unused =
          store.write(
              ledger -> {
                if (ledger.evidence().add(alert.id(), kept)) {
                  ledger.alerts().update(ledger.alerts().get(alert.id()).shown(kept));
                  ledger.events().append(EventLog.Kind.ALERT_UPDATED, alert.id());
                }
                return alert;
              });
    } catch (CityException e) {
      log.error("{}: its picture afterwards is lost: {}", v.order(), e.getMessage());
    }
  }

  private void keep(Verification v) {
    var unused =
        store.write(
            ledger -> {
              ledger.verifications().put(v);
              return v;
            });
    afterCommit.run();
  }

  /**
   * Has the camera look again at a case that was left to a person, from now on.
   *
   * @throws CityException NOT_FOUND for the order
   */
  public Outcome<Verification> lookAgain(OrderId id) {
    Instant now = now();
    Outcome<Verification> outcome =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              Verification known = ledger.verifications().find(id).orElse(null);
              boolean verifying = order.state() == OrderState.VERIFYING;
              if (!verifying && order.state() != OrderState.HANDLED) {
                return new Outcome.Refused<>(
                    Outcome.Refusal.ILLEGAL_TRANSITION,
                    id + ": is " + order.state() + " (expected: HANDLED or VERIFYING)",
                    Map.of("state", order.state().name()));
              }
              if (known != null && !known.done()) {
                return new Outcome.Done<>(known);
              }
              Verification again =
                  Verification.begun(
                      id, verifying ? order.version() - 1 : order.version(), now, now);
              ledger.verifications().put(again);
              return new Outcome.Done<>(again);
            });
    afterCommit.run();
    return outcome;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Ends a look that is running within seconds. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

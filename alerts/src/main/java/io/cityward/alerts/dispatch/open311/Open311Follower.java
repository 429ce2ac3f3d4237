package io.cityward.alerts.dispatch.open311;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.ReportedStatus;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.book.StatusReport;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.http.HttpExchange;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a GeoReport v2 server how the orders do that it has, and moves them accordingly. */
public final class Open311Follower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Open311Follower.class);
  private static final int MOST_PER_ROUND = 200;
  private static final Duration STOP = Duration.ofSeconds(2);
  private static final Set<OrderState> OPEN =
      EnumSet.of(OrderState.DISPATCHED, OrderState.ACCEPTED);

  private final String name;
  private final Open311Settings settings;
  private final AlertStore store;
  private final StatusDesk desk;
  private final Clock clock;
  private final Open311Client client;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Where the next round begins; of the thread alone. */
  private long after;

  public Open311Follower(
      String name, Open311Settings settings, AlertStore store, StatusDesk desk, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.store = store;
    this.desk = desk;
    this.clock = clock;
    this.client = new Open311Client(settings);
    this.thread = new Thread(this::run, "follow-" + name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Ends a round that is under way; may be called twice. */
  @Override
  public void close() {
    closed.countDown();
    client.close();
    thread.interrupt();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          round();
        } catch (RuntimeException e) {
          log.warn("following orders at {} stumbles: {}", name, e.toString());
        }
      }
    } catch (InterruptedException e) {
      // It is being closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the next orders, at most 200, the longest not asked for first. */
  void round() {
    List<OrderId> ids =
        store.read(
            ledger -> ledger.connectors().deliveries().taken(name, OPEN, after, MOST_PER_ROUND));
    for (OrderId id : ids) {
      if (closed.getCount() == 0 || !follow(store.read(ledger -> ledger.orders().get(id)))) {
        // The server does not answer: the rest can wait for the next round.
        return;
      }
      after = id.number();
    }
    after = ids.size() < MOST_PER_ROUND ? 0 : after;
  }

  /** False when the server does not answer. */
  private boolean follow(WorkOrder order) {
    String external = order.delivery().externalId();
    boolean token = external.startsWith(Open311Connector.TOKEN);
    String resource =
        token
            ? "tokens/" + Open311Client.part(external.substring(Open311Connector.TOKEN.length()))
            : "requests/" + Open311Client.part(external);
    HttpExchange exchange = client.get(resource, java.util.Map.of());
    if (!(exchange instanceof HttpExchange.Answered answer) || answer.passing()) {
      return false;
    }
    List<JsonNode> entries = answer.success() ? Open311Client.entries(answer) : List.of();
    if (entries.isEmpty()) {
      log.warn("{} does not know {} of {}: {}", name, external, order.id(), answer.words());
    } else if (token) {
      redeem(order, entries.get(0).path("service_request_id").asText(""));
    } else {
      report(order, external, entries.get(0));
    }
    return true;
  }

  private void redeem(WorkOrder seen, String id) {
    if (id.isEmpty() || id.equals("null")) {
      return;
    }
    var unused =
        store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(seen.id());
              Delivery d = order.delivery();
              if (d.externalId().equals(seen.delivery().externalId())) {
                ledger
                    .outbox()
                    .put(
                        order.with(
                            new Delivery(
                                d.state(),
                                d.connector(),
                                d.attempts(),
                                Words.clip(id, 200),
                                d.lastError(),
                                d.nextAttemptAt()),
                            order.changedAt()));
              }
              return order;
            });
  }

  private void report(WorkOrder order, String external, JsonNode request) {
    String status = request.path("status").asText("").toLowerCase(Locale.ROOT);
    ReportedStatus means = settings.statuses().get(status);
    if (means == null) {
      return;
    }
    String updated = request.path("updated_datetime").asText("");
    String notes = Words.clip(request.path("status_notes").asText(""), 400);
    try {
      Outcome<StatusDesk.Answer> outcome =
          desk.report(
              new StatusReport(
                  name,
                  external + "/" + order.dispatches() + "/" + status + "/" + updated,
                  Optional.of(order.id()),
                  external,
                  OptionalInt.of(order.dispatches()),
                  means,
                  notes.isBlank() || notes.equals("null") ? status : notes,
                  time(updated)));
      if (outcome instanceof Outcome.Refused<StatusDesk.Answer> refused) {
        log.info("{} says {} of {}: {}", name, status, order.id(), refused.message());
      }
    } catch (CityException e) {
      log.warn("{} says {} of {}: {}", name, status, order.id(), e.getMessage());
    }
  }

  private Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant())
          .filter(at -> !at.isAfter(clock.instant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

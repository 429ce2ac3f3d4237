package io.cityward.alerts.dispatch.open311;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.Messages;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.Open311City;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Open311FollowerIT {

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private final Open311City desk = new Open311City("key");
  private final HttpCity city = new HttpCity(desk);
  private Book book;
  private Open311Settings settings;
  private Open311Follower follower;

  @BeforeEach
  void open() {
    city.start();
    book = new Book(folder, clock);
    settings =
        Open311Settings.to(city.url("/open311/v2"), new Secret("key"), Open311ConnectorIT.LIMITS);
    follower =
        new Open311Follower(
            "city-hall",
            settings,
            book.store,
            new StatusDesk(book.store, book.desk, clock, book::changed),
            clock);
  }

  @AfterEach
  void close() {
    follower.close();
    city.close();
    book.close();
  }

  @Test
  void movesAnOrderAsTheCityMovesItsRequest() {
    OrderId id = sent();
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.DISPATCHED);

    clock.advance(Duration.ofMinutes(10));
    desk.set("1001", "IN_PROGRESS", "crew is out", "2026-11-23T08:05:00Z");
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.ACCEPTED);

    desk.set("1001", "closed", "towed away", "2026-11-23T08:09:00Z");
    follower.round();
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
    assertThat(book.order(id).history())
        .last()
        .satisfies(entry -> assertThat(entry.note()).isEqualTo("towed away"));
  }

  @Test
  void returnsWhatIsNotTheirs() {
    OrderId id = sent();
    desk.set("1001", "not_councils_responsibility", "", "2026-11-23T08:05:00Z");
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.RETURNED);
  }

  @Test
  void redeemsATokenFirst() {
    desk.answerTokens();
    OrderId id = sent();
    assertThat(book.order(id).delivery().externalId()).isEqualTo("token:t-1001");
    follower.round();
    assertThat(book.order(id).delivery().externalId()).isEqualTo("1001");
    desk.set("1001", "fixed", "", "");
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
  }

  @Test
  void waitsForTheNextRoundWhenTheCityIsDown() {
    OrderId id = sent();
    desk.set("1001", "closed", "", "");
    city.faults().unavailable(1);
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.DISPATCHED);
    follower.round();
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
  }

  private OrderId sent() {
    book.alerts.record(report(subject("cam-1", PARKING, "A2"), "f", "t", Phase.BEGUN, 0, 20, KERB));
    OrderId id = book.only().order();
    try (Connector connector = settings.open("city-hall")) {
      DispatchOutcome outcome =
          connector.send(book.store.read(ledger -> Messages.of(ledger, book.order(id), "")));
      String external = ((DispatchOutcome.Accepted) outcome).externalId();
      var unused =
          book.store.write(
              ledger -> {
                WorkOrder order = ledger.orders().get(id);
                ledger.outbox().put(order.with(order.delivery().acknowledged(external), START));
                return order;
              });
    }
    return id;
  }
}

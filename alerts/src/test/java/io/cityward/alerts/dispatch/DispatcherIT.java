package io.cityward.alerts.dispatch;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.Eventually;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.AlertMetrics.Sending;
import io.cityward.alerts.dispatch.push.GrpcPushConnector;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.testkit.ReferenceCitySystem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatcherIT {

  @TempDir Path folder;
  private Book book;
  private ReferenceCitySystem city;
  private Connector connector;
  private Dispatcher dispatcher;

  @BeforeEach
  void open() {
    book = new Book(folder, Clock.systemUTC());
    city = new ReferenceCitySystem().start();
    connector =
        new GrpcPushConnector(
            "city-hall", new GrpcPushSettings(city.target(), Duration.ofSeconds(2), false));
    dispatcher = dispatcher();
  }

  @AfterEach
  void close() {
    city.faults().clear();
    dispatcher.close();
    connector.close();
    city.close();
    book.close();
  }

  @Test
  void bringsADispatchedOrderToTheCityAndNotesTheAnswer() {
    dispatcher.start();
    OrderId id = raise("cam-1");
    awaitDelivery(id, Delivery.State.ACKNOWLEDGED);
    assertThat(delivery(id).externalId()).isEqualTo("CITY-000001");
    assertThat(book.order(id).history())
        .last()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("connector city-hall");
              assertThat(entry.note()).isEqualTo("acknowledged as CITY-000001, attempt 1");
              assertThat(entry.to()).isEqualTo(OrderState.DISPATCHED);
            });
    assertThat(city.received().get(0).getIdempotencyKey()).isEqualTo(id + "/1");
    assertThat(city.received().get(0).getAlert().getCameraId()).isEqualTo("cam-1");
    assertThat(city.received().get(0).getEvidenceBaseUrl()).isEqualTo("http://here");
  }

  @Test
  void keepsTryingWhileTheCityIsDownAndDeliversOnce() {
    city.faults().unavailable(2);
    city.faults().loseAnswers(1);
    dispatcher.start();
    OrderId id = raise("cam-1");
    awaitDelivery(id, Delivery.State.ACKNOWLEDGED);
    assertThat(delivery(id).attempts()).isEqualTo(4);
    assertThat(city.received()).hasSize(1);
    assertThat(book.metrics.sendings)
        .containsExactly(Sending.RETRIED, Sending.RETRIED, Sending.RETRIED, Sending.ACKNOWLEDGED);
  }

  @Test
  void makesADeadLetterAfterItsAttemptsAndResendsItWhenAsked() {
    city.faults().unavailable(5);
    dispatcher.start();
    OrderId id = raise("cam-1");
    awaitDelivery(id, Delivery.State.DEAD_LETTER);
    assertThat(delivery(id).lastError())
        .isEqualTo("given up after 5 attempts: UNAVAILABLE: city system is down");

    book.desk.resend(id, "li", "again");
    awaitDelivery(id, Delivery.State.ACKNOWLEDGED);
    assertThat(city.received()).hasSize(1);
    assertThat(book.order(id).history())
        .extracting(entry -> entry.note().split(":", -1)[0])
        .endsWith(
            "given up after 5 attempts", "sent again", "acknowledged as CITY-000001, attempt 1");
  }

  @Test
  void buriesARefusedOrderAtOnceAndGoesOnWithTheNext() {
    city.faults().refuse("outside our district");
    dispatcher.start();
    OrderId first = raise("cam-1");
    awaitDelivery(first, Delivery.State.DEAD_LETTER);
    assertThat(delivery(first).lastError()).isEqualTo("refused: outside our district");
    assertThat(delivery(first).attempts()).isEqualTo(1);

    city.faults().clear();
    OrderId second = raise("cam-2");
    awaitDelivery(second, Delivery.State.ACKNOWLEDGED);
  }

  @Test
  void sendsAfterARestartWhatWasStoredBeforeIt() {
    OrderId id = raise("cam-1");
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.PENDING);
    dispatcher.close();
    dispatcher = dispatcher();
    dispatcher.start();
    awaitDelivery(id, Delivery.State.ACKNOWLEDGED);
  }

  @Test
  void leavesAnAnswerAsideThatComesForAnOrderGoneElsewhere() {
    city.faults().slow(Duration.ofMinutes(1));
    dispatcher.start();
    OrderId id = raise("cam-1");
    Eventually.until("the order is under way", () -> city.calls() == 1);
    book.command(id, OrderAction.RETURN);
    city.faults().clear();
    Eventually.until(
        "the answer is noticed", () -> book.metrics.sendings.contains(Sending.WITHDRAWN));
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.NOT_WANTED);
    assertThat(book.order(id).state()).isEqualTo(OrderState.RETURNED);
  }

  @Test
  void stopsInTimeWhileASendingHangs() {
    city.faults().slow(Duration.ofMinutes(1));
    dispatcher.start();
    OrderId id = raise("cam-1");
    Eventually.until("the order is under way", () -> city.calls() == 1);
    long begun = System.nanoTime();
    dispatcher.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.PENDING);
  }

  private Dispatcher dispatcher() {
    Dispatcher fresh =
        new Dispatcher(
            List.of(connector),
            book.store,
            new DispatchSettings(
                new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(50), 5), "http://here"),
            Clock.systemUTC(),
            book.metrics,
            book::changed);
    book.onChange(fresh::wake);
    return fresh;
  }

  private OrderId raise(String camera) {
    book.alerts.record(
        report(subject(camera, PARKING, "A2"), camera, "t-1", Phase.BEGUN, 0, 20, KERB));
    return book.all().get(0).order();
  }

  private Delivery delivery(OrderId id) {
    return book.order(id).delivery();
  }

  private void awaitDelivery(OrderId id, Delivery.State state) {
    Eventually.until(id + " is " + state, () -> delivery(id).state() == state);
  }
}

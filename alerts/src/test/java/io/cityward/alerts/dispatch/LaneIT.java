package io.cityward.alerts.dispatch;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.dispatch.cloudevents.CloudEventsSettings;
import io.cityward.alerts.dispatch.http.AllowedNetworks;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import io.cityward.alerts.dispatch.mapping.MappedConnector;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.testkit.EventReceiver;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane over hours of a clock that the test moves, against a real system behind HTTP. */
class LaneIT {

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private final EventReceiver receiver = new EventReceiver("secret");
  private final HttpCity city = new HttpCity(receiver);
  private Book book;
  private Connector connector;

  @BeforeEach
  void open() {
    city.start();
    book = new Book(folder, clock);
    connector = connector(CodeMapping.NONE);
  }

  @AfterEach
  void close() {
    connector.close();
    city.close();
    book.close();
  }

  @Test
  void deliversEveryOrderOnceAfterAnHourOfSilence() {
    Lane lane = lane(RetryPolicy.DEFAULT);
    city.faults().unavailable(Integer.MAX_VALUE);
    List<OrderId> orders = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      orders.add(raise("cam-" + minute));
      work(lane);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(lane.state().level()).isEqualTo(2);
    // Spared: without the breaker some hundreds of posts would have come.
    assertThat(city.requests().size()).isLessThan(60);
    assertThat(orders).allMatch(id -> delivery(id).state() == Delivery.State.PENDING);

    city.faults().clear();
    for (int minute = 0; minute < 15; minute++) {
      work(lane);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(orders).allMatch(id -> delivery(id).state() == Delivery.State.ACKNOWLEDGED);
    assertThat(receiver.taken()).hasSize(60).doesNotHaveDuplicates();
    assertThat(lane.state().level()).isZero();
  }

  @Test
  void deliversOnceWhatTheSystemTookWhileItAnsweredWith500() {
    Lane lane = lane(RetryPolicy.DEFAULT);
    city.faults().loseAnswers(5);
    OrderId id = raise("cam-1");
    for (int i = 0; i < 10; i++) {
      work(lane);
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(delivery(id).externalId()).isEqualTo("CITY-000001");
    assertThat(delivery(id).attempts()).isEqualTo(6);
    assertThat(receiver.taken()).hasSize(1);
  }

  @Test
  void leavesASystemAloneForAsLongAsItAsks() {
    Lane lane = lane(RetryPolicy.DEFAULT);
    city.faults().fail(1, 429, Map.of("Retry-After", "600"));
    OrderId id = raise("cam-1");
    work(lane);
    assertThat(delivery(id).nextAttemptAt()).contains(START.plusSeconds(600));
  }

  @Test
  void buriesAnOrderWhoseCodeTheSystemDoesNotHave() {
    connector.close();
    connector = connector(new CodeMapping(CodeMapping.Standard.PRIVATE, Map.of("06010", "602")));
    Lane lane = lane(RetryPolicy.DEFAULT);
    OrderId id = raise("cam-1");
    work(lane);
    assertThat(delivery(id).state()).isEqualTo(Delivery.State.DEAD_LETTER);
    assertThat(delivery(id).lastError())
        .isEqualTo("refused: event code: 09009 (expected: one that codes.map names)");
    assertThat(city.requests()).isEmpty();
  }

  private void work(Lane lane) {
    while (lane.sendNext()) {
      Thread.onSpinWait();
    }
  }

  private Connector connector(CodeMapping codes) {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(5),
            64 << 10,
            AllowedNetworks.parse(List.of("127.0.0.0/8")),
            Optional.empty());
    return new MappedConnector(
        CloudEventsSettings.to(city.url("/events"), new Secret("secret"), limits).open("city-hall"),
        codes);
  }

  private Lane lane(RetryPolicy retry) {
    return new Lane(
        connector,
        book.store,
        new DispatchSettings(retry, "http://here"),
        clock,
        book.metrics,
        book::changed);
  }

  private OrderId raise(String camera) {
    book.alerts.record(
        report(subject(camera, PARKING, "A2"), camera, "t-1", Phase.BEGUN, 0, 20, KERB));
    return book.all().get(0).order();
  }

  private Delivery delivery(OrderId id) {
    return book.order(id).delivery();
  }
}

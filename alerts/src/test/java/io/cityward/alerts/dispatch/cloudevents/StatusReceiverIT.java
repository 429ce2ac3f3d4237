package io.cityward.alerts.dispatch.cloudevents;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.testkit.EventReceiver;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusReceiverIT {

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private Book book;
  private StatusReceiver receiver;
  private OrderId id;

  @BeforeEach
  void open() {
    book = new Book(folder, clock);
    receiver =
        new StatusReceiver(
            Map.of("city-hall", new Secret("s")),
            new StatusDesk(book.store, book.desk, clock, book::changed),
            clock);
    book.alerts.record(report(subject("cam-1", PARKING, "A2"), "f", "t", Phase.BEGUN, 0, 20, KERB));
    id = book.only().order();
  }

  @AfterEach
  void close() {
    book.close();
  }

  @ParameterizedTest
  @EnumSource(CloudEvent.Mode.class)
  void movesAnOrderByAnEventOfEitherMode(CloudEvent.Mode mode) throws Exception {
    CloudEvent event =
        new CloudEvent(
            "e-1",
            "/城市",
            StatusReceiver.STATUS,
            Optional.of(id.toString()),
            Optional.<Instant>empty(),
            new ObjectMapper().readTree("{\"status\": \"accepted\", \"note\": \"收到\"}"));
    CloudEvent.Message message = event.message(mode);
    StatusReceiver.Reply reply = receive("s", message.headers(), message.body());
    assertThat(reply)
        .isEqualTo(
            new StatusReceiver.Reply(
                200, "{\"workOrder\":\"" + id + "\",\"state\":\"ACCEPTED\",\"moved\":true}"));
    assertThat(receive("s", message.headers(), message.body()).body())
        .contains("\"moved\":false", "taken before");
  }

  @Test
  void tellsApartByStatusWhatIsWrong() {
    assertThat(say("{\"status\": \"handled\", \"dispatchKey\": \"" + id + "/1\"}").status())
        .isEqualTo(200);
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
    StatusReceiver.Reply illegal =
        say("{\"status\": \"returned\", \"workOrder\": \"" + id + "\", \"note\": \"not ours\"}");
    assertThat(illegal.status()).isEqualTo(409);
    assertThat(illegal.body()).contains("RETURN is not possible in HANDLED");
    assertThat(say("{\"status\": \"handled\", \"workOrder\": \"W-0000000099\"}").status())
        .isEqualTo(404);
    assertThat(say("{\"status\": \"gone\", \"workOrder\": \"" + id + "\"}").status())
        .isEqualTo(400);
    assertThat(say("{\"status\": \"handled\"}").status()).isEqualTo(400);
    assertThat(say("[").status()).isEqualTo(400);
    assertThat(say("{\"status\": {}, \"workOrder\": []}").status()).isEqualTo(400);
  }

  @Test
  void believesNobodyWithoutTheSecret() {
    byte[] body = "{}".getBytes(UTF_8);
    assertThat(receive("another", Map.of("ce-specversion", "1.0"), body).status()).isEqualTo(401);
    assertThat(receiver.receive("city-hall", name -> null, body).status()).isEqualTo(401);
    assertThat(receiver.receive("elsewhere", name -> null, body).status()).isEqualTo(404);
  }

  private int events;

  private StatusReceiver.Reply say(String data) {
    return receive(
        "s",
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "e-" + events++,
            "ce-source", "/city",
            "ce-type", StatusReceiver.STATUS,
            "content-type", "application/json"),
        data.getBytes(UTF_8));
  }

  private StatusReceiver.Reply receive(String secret, Map<String, String> plain, byte[] body) {
    Map<String, String> headers = new HashMap<>(plain);
    String timestamp = Long.toString(START.getEpochSecond());
    headers.put("webhook-id", "m");
    headers.put("webhook-timestamp", timestamp);
    headers.put("webhook-signature", EventReceiver.sign(secret, "m", timestamp, body));
    return receiver.receive("city-hall", headers::get, body);
  }
}

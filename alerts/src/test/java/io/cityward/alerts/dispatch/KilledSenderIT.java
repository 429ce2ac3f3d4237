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
import io.cityward.alerts.dispatch.cloudevents.CloudEventsSettings;
import io.cityward.alerts.dispatch.http.AllowedNetworks;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.testkit.EventReceiver;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.HttpFaults;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process between the sending of an order and the note that it was sent. */
class KilledSenderIT {

  @TempDir Path folder;

  @Test
  void sendsAgainUnderTheSameKeyWhatItWasKilledOver() throws Exception {
    EventReceiver receiver = new EventReceiver("secret");
    try (HttpCity city = new HttpCity(receiver).start()) {
      OrderId id = raise();
      city.faults().shape(HttpFaults.Shape.SILENT);
      Process sender = sender(city.url("/events"));
      Eventually.until("the order has arrived", () -> receiver.taken().size() == 1);
      sender.toHandle().destroyForcibly();
      assertThat(sender.waitFor()).isNotZero();
      city.faults().clear();

      try (Book book = new Book(folder, Clock.systemUTC());
          Connector connector = connector(city.url("/events"));
          Dispatcher dispatcher = dispatcher(book, connector)) {
        assertThat(book.order(id).delivery().state()).isEqualTo(Delivery.State.PENDING);
        dispatcher.start();
        Eventually.until(
            "it is acknowledged",
            () -> book.order(id).delivery().state() == Delivery.State.ACKNOWLEDGED);
        assertThat(book.order(id).delivery().externalId()).isEqualTo("CITY-000001");
      }
      assertThat(receiver.taken()).hasSize(1);
      assertThat(city.requests())
          .extracting(request -> request.headers().get("webhook-id"))
          .containsOnly(id + "/1")
          .hasSizeGreaterThan(1);
    }
  }

  private OrderId raise() {
    try (Book book = new Book(folder, Clock.systemUTC())) {
      book.alerts.record(
          report(subject("cam-1", PARKING, "A2"), "f", "t", Phase.BEGUN, 0, 20, KERB));
      return book.only().order();
    }
  }

  private Process sender(URI url) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Sender.class.getName(),
            folder.toString(),
            url.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Connector connector(URI url) {
    return CloudEventsSettings.to(
            url,
            new Secret("secret"),
            new HttpLimits(
                Duration.ofMinutes(1),
                64 << 10,
                AllowedNetworks.parse(List.of("127.0.0.0/8")),
                Optional.empty()))
        .open("city-hall");
  }

  private static Dispatcher dispatcher(Book book, Connector connector) {
    return new Dispatcher(
        List.of(connector),
        book.store,
        DispatchSettings.DEFAULT,
        Clock.systemUTC(),
        book.metrics,
        book::changed);
  }

  /** The process that is killed. */
  static final class Sender {

    private Sender() {}

    public static void main(String[] args) {
      Book book = new Book(Path.of(args[0]), Clock.systemUTC());
      dispatcher(book, connector(URI.create(args[1]))).start();
      // Its threads are daemons: wait to be killed.
      LockSupport.park();
    }
  }
}

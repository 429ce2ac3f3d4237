package io.cityward.alerts.dispatch;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.at;
import static io.cityward.alerts.Findings.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every way to a city system must do, whatever the system does. */
public abstract class ConnectorContract {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private Connector connector;

  /** A connector to a system that works; it gives up on an answer within four seconds. */
  protected abstract Connector connect();

  /** Ends the system, so that nobody listens. */
  protected abstract void stopSystem();

  protected abstract void makeUnavailable(int times);

  protected abstract void makeSlow(Duration delay);

  /** The system takes the next order, but its answer gets lost. */
  protected abstract void loseAnswers(int times);

  protected abstract void refuse(String reason);

  /** The system's answers become something that no answer of it may be. */
  protected abstract void talkNonsense();

  /** The same code that a message carries, as the system has read it. */
  protected abstract String codeTaken();

  /** How many different orders the system has. */
  protected abstract int taken();

  @BeforeEach
  void open() {
    connector = connect();
  }

  @AfterEach
  void close() {
    connector.close();
    connector.close();
  }

  @Test
  void bringsAnOrderAndItsNewId() {
    assertThat(connector.send(message("W-0000000001/1")))
        .isInstanceOfSatisfying(
            DispatchOutcome.Accepted.class, a -> assertThat(a.externalId()).isNotEmpty());
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void bringsTheSameOrderOnceHoweverOftenItIsSent() {
    DispatchOutcome first = connector.send(message("W-0000000001/1"));
    assertThat(connector.send(message("W-0000000001/1"))).isEqualTo(first);
    assertThat(connector.send(message("W-0000000001/2"))).isNotEqualTo(first);
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void asksToBeTriedAgainWhileTheSystemIsUnavailable() {
    makeUnavailable(1);
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Accepted.class);
  }

  @Test
  void asksToBeTriedAgainWhenTheAnswerGotLostAndFindsTheOrderThere() {
    loseAnswers(1);
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Accepted.class);
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void givesUpOnASystemThatDoesNotAnswerInTime() {
    makeSlow(Duration.ofMinutes(1));
    long begun = System.nanoTime();
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
  }

  @Test
  void saysWhyTheSystemWillNeverTakeAnOrder() {
    refuse("outside our district");
    assertThat(connector.send(message("k")))
        .isEqualTo(new DispatchOutcome.Rejected("outside our district"));
  }

  @Test
  void asksToBeTriedAgainWhenNobodyListens() {
    stopSystem();
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
  }

  @Test
  void letsGoWhileASendingHangs() throws Exception {
    makeSlow(Duration.ofMinutes(1));
    AtomicReference<DispatchOutcome> outcome = new AtomicReference<>();
    Thread sender = new Thread(() -> outcome.set(connector.send(message("k"))));
    sender.start();
    connector.close();
    sender.join(BOUND.toMillis());
    assertThat(outcome.get()).isInstanceOf(DispatchOutcome.Retryable.class);
  }

  @Test
  void asksToBeTriedAgainWhenTheAnswerMakesNoSense() {
    talkNonsense();
    long begun = System.nanoTime();
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
  }

  @Test
  void tellsTheCodeThatItIsTold() {
    WorkOrderMessage message = message("k");
    connector.send(message.worded(new Wording("0409", "Parked", "call the gate", true)));
    assertThat(codeTaken()).isEqualTo("0409");
  }

  @Test
  void showsWhatItWouldSendAndSendsNothing() {
    WorkOrderMessage message = message("W-0000000001/1");
    assertThat(connector.preview(message)).contains("09009").contains("Renmin Road 12");
    assertThat(taken()).isZero();
  }

  @Test
  void saysThatItWasInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(connector.send(message("k"))).isInstanceOf(DispatchOutcome.Retryable.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  protected static WorkOrderMessage message(String key) {
    Alert alert =
        Alert.opened(
            new AlertId(1),
            new OrderId(1),
            report("f-1", "t-1", Phase.BEGUN, 20, KERB),
            at(20),
            "test");
    WorkOrder order =
        WorkOrder.opened(alert.order(), alert.id(), alert.subject(), OrderState.REGISTERED, at(20))
            .dispatched(new Department("urban", "Urban", Optional.of("city")), "rule", at(21));
    return new WorkOrderMessage(key, order, alert, "http://localhost:8080");
  }
}

package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import io.cityward.core.CityException;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusDeskIT {

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private Book book;
  private StatusDesk desk;
  private OrderId id;
  private int events;

  @BeforeEach
  void open() {
    book = new Book(folder, clock);
    desk = new StatusDesk(book.store, book.desk, clock, book::changed);
    book.alerts.record(report(subject("cam-1", PARKING, "A2"), "f", "t", Phase.BEGUN, 0, 20, KERB));
    id = book.only().order();
    acknowledge("CITY-7");
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void movesTheOrderThatTheSystemKnowsByItsOwnId() {
    StatusReport byTheirs =
        new StatusReport(
            "city-hall",
            "e",
            Optional.empty(),
            "CITY-7",
            OptionalInt.empty(),
            ReportedStatus.ACCEPTED,
            "on our way",
            Optional.empty());
    assertThat(done(byTheirs).moved()).isTrue();
    assertThat(book.order(id).state()).isEqualTo(OrderState.ACCEPTED);
    assertThat(book.order(id).history())
        .last()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("connector city-hall");
              assertThat(entry.note()).isEqualTo("on our way");
            });
  }

  @Test
  void takesHandledBeforeAcceptedAndTheOtherAsLate() {
    assertThat(done(says(ReportedStatus.HANDLED)).moved()).isTrue();
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
    StatusDesk.Answer late = done(says(ReportedStatus.ACCEPTED));
    assertThat(late.moved()).isFalse();
    assertThat(late.reason()).isEqualTo("the order is HANDLED already");
    assertThat(book.order(id).state()).isEqualTo(OrderState.HANDLED);
  }

  @Test
  void changesNothingWhenTheSameEventComesAgain() {
    StatusReport accepted = says(ReportedStatus.ACCEPTED);
    done(accepted);
    int lines = book.order(id).history().size();
    assertThat(done(accepted).reason()).isEqualTo("this event was taken before");
    assertThat(book.order(id).history()).hasSize(lines);
  }

  @Test
  void leavesTheOrderAloneWhenTheReportIsAboutTheRoundBefore() {
    done(says(ReportedStatus.HANDLED));
    clock.advance(Duration.ofHours(1));
    book.command(id, OrderAction.SEND_BACK);
    assertThat(done(says(ReportedStatus.HANDLED, START.plusSeconds(60))).reason())
        .contains("before this round began");
    assertThat(book.order(id).state()).isEqualTo(OrderState.REWORK);
    assertThat(done(says(ReportedStatus.HANDLED, START.plusSeconds(3700))).moved()).isTrue();
  }

  @Test
  void leavesTheOrderAloneWhenTheReportIsAboutAnotherDispatch() {
    StatusReport old =
        new StatusReport(
            "city-hall",
            "e",
            Optional.of(id),
            "",
            OptionalInt.of(2),
            ReportedStatus.HANDLED,
            "",
            Optional.empty());
    assertThat(done(old).reason()).isEqualTo("it is about dispatch 2, the order is at 1");
  }

  @Test
  void refusesWhatTheStateDoesNotAllowWithTheReason() {
    done(says(ReportedStatus.HANDLED));
    assertThat(desk.report(says(ReportedStatus.RETURNED)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Outcome.Refusal.ILLEGAL_TRANSITION);
              assertThat(refused.message()).contains("RETURN is not possible in HANDLED");
            });
  }

  @Test
  void letsNoSystemMoveAnothersOrders() {
    StatusReport foreign =
        new StatusReport(
            "elsewhere",
            "e",
            Optional.of(id),
            "",
            OptionalInt.empty(),
            ReportedStatus.ACCEPTED,
            "",
            Optional.empty());
    assertThat(desk.report(foreign))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Outcome.Refusal.NOT_ALLOWED));
    assertThat(book.order(id).state()).isEqualTo(OrderState.DISPATCHED);
  }

  @Test
  void wantsToKnowWhyAnOrderIsReturned() {
    assertThatThrownBy(
            () ->
                new StatusReport(
                    "city-hall",
                    "e",
                    Optional.of(id),
                    "",
                    OptionalInt.empty(),
                    ReportedStatus.RETURNED,
                    " ",
                    Optional.empty()))
        .isInstanceOf(CityException.class);
    assertThat(done(says(ReportedStatus.RETURNED)).order().state()).isEqualTo(OrderState.RETURNED);
  }

  private StatusReport says(ReportedStatus status) {
    return says(status, null);
  }

  private StatusReport says(ReportedStatus status, Instant at) {
    return new StatusReport(
        "city-hall",
        "e-" + events++,
        Optional.of(id),
        "",
        OptionalInt.empty(),
        status,
        "because",
        Optional.ofNullable(at));
  }

  private StatusDesk.Answer done(StatusReport report) {
    return ((Outcome.Done<StatusDesk.Answer>) desk.report(report)).value();
  }

  private void acknowledge(String external) {
    var unused =
        book.store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              ledger.outbox().put(order.with(order.delivery().acknowledged(external), START));
              return order;
            });
  }
}

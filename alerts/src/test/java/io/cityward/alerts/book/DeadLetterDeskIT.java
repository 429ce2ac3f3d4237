package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.dispatch.Messages;
import io.cityward.alerts.store.DispatchEdit;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterDeskIT {

  private static final DispatchEdit EDIT = new DispatchEdit("0409", "", "gate 3");

  @TempDir Path folder;
  private Book book;
  private DeadLetterDesk desk;
  private OrderId id;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    book = new Book(folder, clock);
    desk = new DeadLetterDesk(book.store, book.desk, clock, book::changed);
    book.alerts.record(report(subject("cam-1", PARKING, "A2"), "f", "t", Phase.BEGUN, 0, 20, KERB));
    id = book.only().order();
    bury();
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void listsThemByConnector() {
    assertThat(desk.page("", 0, 10)).extracting(WorkOrder::id).containsExactly(id);
    assertThat(desk.page("city-hall", 0, 10)).hasSize(1);
    assertThat(desk.page("elsewhere", 0, 10)).isEmpty();
    assertThat(desk.page("", id.number(), 10)).isEmpty();
  }

  @Test
  void sendsItAgainWithTheOperatorsCodeAndNote() {
    resend(Optional.empty());
    assertThat(book.order(id).delivery().state()).isEqualTo(Delivery.State.PENDING);
    assertThat(book.order(id).history())
        .last()
        .satisfies(entry -> assertThat(entry.note()).isEqualTo("sent again as 0409: gate 3"));
    var message = book.store.read(ledger -> Messages.of(ledger, book.order(id), ""));
    assertThat(message.idempotencyKey()).isEqualTo(id + "/1");
    assertThat(message.wording().code()).isEqualTo("0409");
    assertThat(message.wording().note()).isEqualTo("gate 3");
    assertThat(message.wording().byHand()).isTrue();
    assertThat(desk.page("", 0, 10)).isEmpty();
  }

  @Test
  void sendsItToAnotherDepartmentByReturningItFirst() {
    resend(Optional.of("traffic"));
    WorkOrder order = book.order(id);
    assertThat(order.state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(order.departmentId()).isEqualTo("traffic");
    assertThat(order.dispatches()).isEqualTo(2);
    assertThat(order.history()).extracting(e -> e.to()).contains(OrderState.RETURNED);
  }

  @Test
  void letsGoOfItWithAReason() {
    desk.discard(id, "told them by phone", "li", "k");
    assertThat(book.order(id).delivery().state()).isEqualTo(Delivery.State.NOT_WANTED);
    assertThat(book.order(id).state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(book.order(id).history())
        .last()
        .satisfies(e -> assertThat(e.note()).isEqualTo("not sent any more: told them by phone"));
  }

  @Test
  void refusesTwoOperatorsTheSecondTime() {
    resend(Optional.empty());
    assertThat(desk.discard(id, "told them", "wang", "k2")).isInstanceOf(Outcome.Refused.class);
    assertThat(resend(Optional.empty())).isInstanceOf(Outcome.Done.class);
  }

  private Outcome<WorkOrder> resend(Optional<String> department) {
    return desk.resend(new DeadLetterDesk.Resend(id, department, EDIT, "li", "k1"));
  }

  private void bury() {
    var unused =
        book.store.write(
            ledger -> {
              WorkOrder order = ledger.orders().get(id);
              ledger.outbox().put(order.with(order.delivery().dead("refused: no code"), START));
              return order;
            });
  }
}

package io.cityward.alerts.book;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.workorder.Delivery;
import io.cityward.alerts.workorder.HistoryEntry;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkOrderDeskIT {

  @TempDir Path folder;
  private Book book;

  @BeforeEach
  void open() {
    book = new Book(folder);
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void leadsAnOrderFromReviewToClosedAndKeepsItsWholeHistory() {
    OrderId id = raise("A1");
    for (OrderAction action :
        List.of(
            OrderAction.REGISTER,
            OrderAction.ACCEPT,
            OrderAction.HANDLE,
            OrderAction.VERIFY,
            OrderAction.CLOSE)) {
      assertThat(book.command(id, action)).isInstanceOf(Outcome.Done.class);
    }
    WorkOrder order = book.order(id);
    assertThat(order.state()).isEqualTo(OrderState.CLOSED);
    assertThat(order.allowed()).isEmpty();
    assertThat(order.departmentName()).isEqualTo("Urban management");
    assertThat(order.dispatchedBy()).isEqualTo("rule reviewed");
    assertThat(order.history())
        .extracting(HistoryEntry::to)
        .containsExactly(
            OrderState.PENDING_REVIEW,
            OrderState.REGISTERED,
            OrderState.DISPATCHED,
            OrderState.ACCEPTED,
            OrderState.HANDLED,
            OrderState.VERIFYING,
            OrderState.CLOSED);
    assertThat(order.history())
        .extracting(HistoryEntry::actor)
        .containsExactly("cityward", "li", "rule reviewed", "li", "li", "li", "li");
  }

  @Test
  void sendsAnOrderOnAtOnceWhenItsRuleWantsNoReview() {
    WorkOrder order = book.order(raise("A2"));
    assertThat(order.state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(order.delivery().state()).isEqualTo(Delivery.State.PENDING);
    assertThat(order.dispatchKey()).isEqualTo("W-0000000001/1");
    assertThat(book.only().judgement().verdict()).isEqualTo(Verdict.PENDING);
  }

  @Test
  void leavesTheDeliveryToPeopleWhereADepartmentHasNoSystem() {
    assertThat(book.order(raise("B7")).delivery()).isEqualTo(Delivery.NOT_WANTED);
  }

  @Test
  void waitsForAPersonWhenNoRuleTakesTheOrderAndSaysSo() {
    OrderId id = raise("C9");
    book.command(id, OrderAction.REGISTER);
    WorkOrder order = book.order(id);
    assertThat(order.state()).isEqualTo(OrderState.REGISTERED);
    assertThat(order.history().get(2).note()).isEqualTo("no dispatch rule takes 09009 in area C9");
    assertThat(refusal(book.command(id, OrderAction.DISPATCH)).reason())
        .isEqualTo(Outcome.Refusal.NO_DISPATCH_RULE);

    book.desk.command(dispatch(id, "traffic"));
    assertThat(book.order(id).departmentId()).isEqualTo("traffic");
    assertThat(book.order(id).dispatchedBy()).isEqualTo("li");
  }

  @Test
  void refusesADepartmentThatDoesNotExist() {
    OrderId id = raise("C9");
    book.command(id, OrderAction.REGISTER);
    assertThatThrownBy(() -> book.desk.command(dispatch(id, "nobody")))
        .hasMessage("department_id: nobody (expected: the id of a configured department)");
  }

  @Test
  void refusesAnIllegalMoveWithWhatIsAllowed() {
    OrderId id = raise("A1");
    Outcome.Refused<WorkOrder> refused = refusal(book.command(id, OrderAction.CLOSE));
    assertThat(refused.message())
        .isEqualTo(
            "W-0000000001: CLOSE is not possible in PENDING_REVIEW (expected: REGISTER, REJECT)");
    assertThat(refused.details())
        .containsEntry("state", "PENDING_REVIEW")
        .containsEntry("allowed", "REGISTER, REJECT");
    assertThat(book.order(id).version()).isEqualTo(1);
  }

  @Test
  void carriesACommandOutOncePerKey() {
    OrderId id = raise("C9");
    book.desk.command(Book.command(id, OrderAction.REGISTER, "key"));
    WorkOrder once = book.order(id);
    assertThat(book.desk.command(Book.command(id, OrderAction.REGISTER, "key")))
        .isEqualTo(new Outcome.Done<>(once));
    assertThat(refusal(book.desk.command(Book.command(id, OrderAction.REJECT, "key"))).reason())
        .isEqualTo(Outcome.Refusal.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void letsTheSecondOfTwoOperatorsKnowThatTheOrderHasMoved() {
    OrderId id = raise("C9");
    long seen = book.order(id).version();
    book.command(id, OrderAction.REGISTER);
    Outcome.Refused<WorkOrder> refused =
        refusal(
            book.desk.command(
                new OrderCommand(
                    id,
                    OrderAction.REJECT,
                    "wang",
                    "no",
                    Optional.empty(),
                    OptionalLong.of(seen),
                    "k")));
    assertThat(refused.reason()).isEqualTo(Outcome.Refusal.STALE_VERSION);
    assertThat(book.order(id).state()).isEqualTo(OrderState.REGISTERED);
  }

  @Test
  void withdrawsWhatWasNotSentYetAndSendsTheNextDispatchUnderANewKey() {
    OrderId id = raise("A2");
    book.command(id, OrderAction.RETURN);
    assertThat(book.order(id).delivery().state()).isEqualTo(Delivery.State.NOT_WANTED);
    assertThat(waiting()).isEmpty();

    book.command(id, OrderAction.DISPATCH);
    assertThat(book.order(id).dispatchKey()).isEqualTo("W-0000000001/2");
    assertThat(waiting()).isPresent();
  }

  @Test
  void judgesTheAlertAlongWithItsOrder() {
    OrderId id = raise("A1");
    book.command(id, OrderAction.REJECT);
    assertThat(book.only().judgement().verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(book.only().judgement().cause()).isEqualTo("because");
  }

  @Test
  void resendsOnlyDeadLetters() {
    assertThat(refusal(book.desk.resend(raise("A2"), "li", "k")).reason())
        .isEqualTo(Outcome.Refusal.NOT_A_DEAD_LETTER);
  }

  private Optional<Instant> waiting() {
    return book.store.read(ledger -> ledger.outbox().nextDue("city-hall"));
  }

  private OrderId raise(String area) {
    book.alerts.record(
        report(subject("cam-1", PARKING, area), "f-1", "t-1", Phase.BEGUN, 0, 20, KERB));
    return book.only().order();
  }

  private static OrderCommand dispatch(OrderId id, String department) {
    return new OrderCommand(
        id,
        OrderAction.DISPATCH,
        "li",
        "",
        Optional.of(department),
        OptionalLong.empty(),
        "dispatch-" + department);
  }

  private static Outcome.Refused<WorkOrder> refusal(Outcome<WorkOrder> outcome) {
    return (Outcome.Refused<WorkOrder>) outcome;
  }
}

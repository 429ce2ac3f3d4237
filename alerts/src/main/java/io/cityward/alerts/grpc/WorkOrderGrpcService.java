package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.book.OrderCommand;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.watch.Change;
import io.cityward.alerts.watch.WatchHub;
import io.cityward.alerts.wire.DispatchWire;
import io.cityward.alerts.wire.WorkOrderWire;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.GetWorkOrderRequest;
import io.cityward.proto.v1.ListWorkOrdersRequest;
import io.cityward.proto.v1.ListWorkOrdersResponse;
import io.cityward.proto.v1.ResendDispatchRequest;
import io.cityward.proto.v1.WatchWorkOrdersRequest;
import io.cityward.proto.v1.WorkOrder;
import io.cityward.proto.v1.WorkOrderEvent;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code WorkOrderService}: lists, watches and moves work orders. */
public final class WorkOrderGrpcService extends WorkOrderServiceGrpc.WorkOrderServiceImplBase {

  private static final OrderId NONE = new OrderId(1);

  private final AlertStore store;
  private final WorkOrderDesk desk;
  private final WatchHub hub;
  private final DepartmentChooser chooser;

  public WorkOrderGrpcService(
      AlertStore store, WorkOrderDesk desk, WatchHub hub, DepartmentChooser chooser) {
    this.store = store;
    this.desk = desk;
    this.hub = hub;
    this.chooser = chooser;
  }

  @Override
  public void listWorkOrders(
      ListWorkOrdersRequest request, StreamObserver<ListWorkOrdersResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          boolean queue = request.getHumanQueue();
          if (queue && request.getStatesCount() + request.getDepartmentIdsCount() > 0) {
            check.note("human_queue", true, "no states and no department_ids beside it");
          }
          Query query =
              new Query(
                  queue
                      ? EnumSet.of(OrderState.REGISTERED, OrderState.RETURNED)
                      : check.each(
                          "states",
                          request.getStatesList(),
                          s -> RequestCheck.choice(s, "", OrderState.class)),
                  check.each("department_ids", request.getDepartmentIdsList(), id -> id));
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), queryText(request));
          check.done();
          return store.read(ledger -> list(ledger, request, query, before, size));
        });
  }

  @Override
  public void getWorkOrder(GetWorkOrderRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          check.done();
          return store.read(ledger -> proposed(ledger, ledger.orders().get(id)));
        });
  }

  @Override
  public void watchWorkOrders(
      WatchWorkOrdersRequest request, StreamObserver<WorkOrderEvent> observer) {
    try {
      RequestCheck check = new RequestCheck();
      OptionalLong after = check.resumeToken(request.getResumeToken());
      check.done();
      WatchStream.open(
          hub, after, observer, WorkOrderGrpcService::event, WorkOrderGrpcService::heartbeat);
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  @Override
  public void command(CommandRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer, () -> WorkOrderWire.order(Answers.of(desk.command(command(request)))));
  }

  @Override
  public void resendDispatch(ResendDispatchRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
          check.done();
          return WorkOrderWire.order(Answers.of(desk.resend(id, Actor.current(), key)));
        });
  }

  private record Query(Set<OrderState> states, Set<String> departments) {}

  private ListWorkOrdersResponse list(
      Ledger ledger, ListWorkOrdersRequest request, Query query, long before, int size) {
    List<io.cityward.alerts.workorder.WorkOrder> page =
        ledger.orders().page(query.states(), query.departments(), before, size + 1);
    ListWorkOrdersResponse.Builder response =
        ListWorkOrdersResponse.newBuilder().setResumeToken(Token.resume(ledger.events().head()));
    page.stream()
        .limit(size)
        .map(order -> proposed(ledger, order))
        .forEach(response::addWorkOrders);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).id().number(), queryText(request)));
    }
    return response.build();
  }

  /** The order, with what was learned if it waits for a person to name its department. */
  private WorkOrder proposed(Ledger ledger, io.cityward.alerts.workorder.WorkOrder order) {
    WorkOrder message = WorkOrderWire.order(order);
    return chooser
        .proposal(ledger, order)
        .map(proposal -> message.toBuilder().setProposal(DispatchWire.proposal(proposal)).build())
        .orElse(message);
  }

  /** What is asked for, the page apart. */
  private static Object queryText(ListWorkOrdersRequest request) {
    return List.of(
        request.getStatesValueList(), request.getDepartmentIdsList(), request.getHumanQueue());
  }

  private static OrderCommand command(CommandRequest request) {
    RequestCheck check = new RequestCheck();
    OrderId id = orderId(check, request.getWorkOrderId());
    OrderAction action =
        check.parsed(
            "action",
            OrderAction.REGISTER,
            () -> RequestCheck.choice(request.getAction(), "", OrderAction.class));
    String note = check.text("note", request.getNote(), action.needsNote() ? 1 : 0, 900);
    String department = check.text("department_id", request.getDepartmentId(), 0, 63);
    if (!department.isEmpty() && action != OrderAction.DISPATCH) {
      check.note("department_id", department, "empty, unless the action is DISPATCH");
    }
    if (request.getExpectedVersion() < 0) {
      check.note("expected_version", request.getExpectedVersion(), "0 for any, or 1 and more");
    }
    Optional<Instant> until = check.time("until", request.hasUntil(), request.getUntil());
    if (until.isPresent() && action != OrderAction.SUSPEND) {
      check.note("until", until.get(), "absent, unless the action is SUSPEND");
    }
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
    check.done();
    return new OrderCommand(
        id,
        action,
        Actor.current(),
        note,
        Optional.of(department).filter(d -> !d.isEmpty()),
        request.getExpectedVersion() == 0
            ? OptionalLong.empty()
            : OptionalLong.of(request.getExpectedVersion()),
        until.map(time -> time.truncatedTo(ChronoUnit.MICROS)),
        key);
  }

  private static OrderId orderId(RequestCheck check, String text) {
    return check.parsed("work_order_id", NONE, () -> OrderId.parse(text));
  }

  private static Optional<WorkOrderEvent> event(Change change) {
    return change instanceof Change.OrderChange order
        ? Optional.of(
            WorkOrderEvent.newBuilder()
                .setWorkOrder(WorkOrderWire.order(order.order()))
                .setResumeToken(Token.resume(order.seq()))
                .build())
        : Optional.empty();
  }

  private static WorkOrderEvent heartbeat(long seq) {
    return WorkOrderEvent.newBuilder().setResumeToken(Token.resume(seq)).build();
  }
}

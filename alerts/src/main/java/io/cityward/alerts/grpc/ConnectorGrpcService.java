package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.book.DeadLetterDesk;
import io.cityward.alerts.book.ReportedStatus;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.book.StatusReport;
import io.cityward.alerts.dispatch.DispatchOffice;
import io.cityward.alerts.dispatch.open311.OutsideReport;
import io.cityward.alerts.dispatch.open311.OutsideReportId;
import io.cityward.alerts.dispatch.open311.ReportBook;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.DispatchEdit;
import io.cityward.alerts.wire.ConnectorWire;
import io.cityward.alerts.wire.WorkOrderWire;
import io.cityward.core.CityException;
import io.cityward.proto.v1.ConnectorServiceGrpc;
import io.cityward.proto.v1.DiscardDeadLetterRequest;
import io.cityward.proto.v1.ListConnectorsRequest;
import io.cityward.proto.v1.ListConnectorsResponse;
import io.cityward.proto.v1.ListDeadLettersRequest;
import io.cityward.proto.v1.ListDeadLettersResponse;
import io.cityward.proto.v1.ListOutsideReportsRequest;
import io.cityward.proto.v1.ListOutsideReportsResponse;
import io.cityward.proto.v1.PreviewDispatchRequest;
import io.cityward.proto.v1.PreviewDispatchResponse;
import io.cityward.proto.v1.ReportStatusRequest;
import io.cityward.proto.v1.ReportStatusResponse;
import io.cityward.proto.v1.ResendDeadLetterRequest;
import io.cityward.proto.v1.SettleOutsideReportRequest;
import io.cityward.proto.v1.WorkOrder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code ConnectorService}: the ways to other systems, and what comes back from them. */
public final class ConnectorGrpcService extends ConnectorServiceGrpc.ConnectorServiceImplBase {

  private static final OrderId NONE = new OrderId(1);

  private final AlertStore store;
  private final DispatchOffice office;
  private final DeadLetterDesk deadLetters;
  private final StatusDesk status;
  private final ReportBook reports;

  public ConnectorGrpcService(
      AlertStore store,
      DispatchOffice office,
      DeadLetterDesk deadLetters,
      StatusDesk status,
      ReportBook reports) {
    this.store = store;
    this.office = office;
    this.deadLetters = deadLetters;
    this.status = status;
    this.reports = reports;
  }

  @Override
  public void listConnectors(
      ListConnectorsRequest request, StreamObserver<ListConnectorsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          ListConnectorsResponse.Builder response = ListConnectorsResponse.newBuilder();
          office
              .states()
              .forEach(
                  state ->
                      response.addConnectors(
                          ConnectorWire.state(
                              state,
                              office.type(state.connector()),
                              store.read(
                                  l -> l.connectors().deliveries().counts(state.connector())))));
          return response.build();
        });
  }

  @Override
  public void listDeadLetters(
      ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          String connector = request.getConnector();
          if (!connector.isEmpty()) {
            connector = check.parsed("connector", "", () -> office.known(request.getConnector()));
          }
          int size = check.pageSize(request.getPageSize());
          long after = check.skip(request.getPageToken(), request.getConnector());
          check.done();
          List<io.cityward.alerts.workorder.WorkOrder> page =
              deadLetters.page(connector, after, size + 1);
          ListDeadLettersResponse.Builder response = ListDeadLettersResponse.newBuilder();
          page.stream()
              .limit(size)
              .map(ConnectorWire::deadLetter)
              .forEach(response::addDeadLetters);
          if (page.size() > size) {
            response.setNextPageToken(
                Token.page(page.get(size - 1).id().number(), request.getConnector()));
          }
          return response.build();
        });
  }

  @Override
  public void resendDeadLetter(
      ResendDeadLetterRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          String department = check.text("department_id", request.getDepartmentId(), 0, 63);
          DispatchEdit edit =
              new DispatchEdit(
                  check.text("event_code", request.getEventCode(), 0, 100),
                  check.text("event_name", request.getEventName(), 0, 200),
                  check.text("note", request.getNote(), 0, 900));
          String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
          check.done();
          return WorkOrderWire.order(
              Answers.of(
                  deadLetters.resend(
                      new DeadLetterDesk.Resend(
                          id,
                          Optional.of(department).filter(d -> !d.isEmpty()),
                          edit,
                          Actor.current(),
                          key))));
        });
  }

  @Override
  public void discardDeadLetter(
      DiscardDeadLetterRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          String reason = check.text("reason", request.getReason(), 1, 400);
          String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
          check.done();
          return WorkOrderWire.order(
              Answers.of(deadLetters.discard(id, reason, Actor.current(), key)));
        });
  }

  @Override
  public void previewDispatch(
      PreviewDispatchRequest request, StreamObserver<PreviewDispatchResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          check.done();
          DispatchOffice.Preview preview =
              store.read(
                  ledger ->
                      office.preview(ledger, ledger.orders().get(id), request.getConnector()));
          return PreviewDispatchResponse.newBuilder()
              .setConnector(preview.connector())
              .setText(preview.text())
              .build();
        });
  }

  @Override
  public void reportStatus(
      ReportStatusRequest request, StreamObserver<ReportStatusResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          String connector =
              check.parsed("connector", "", () -> office.known(request.getConnector()));
          Optional<OrderId> order =
              request.getWorkOrderId().isEmpty()
                  ? Optional.empty()
                  : Optional.of(orderId(check, request.getWorkOrderId()));
          ReportedStatus reported =
              check.parsed(
                  "status",
                  ReportedStatus.ACCEPTED,
                  () ->
                      RequestCheck.choice(request.getStatus(), "REPORTED_", ReportedStatus.class));
          String note = check.text("note", request.getNote(), 0, 800);
          var at = check.time("at", request.hasAt(), request.getAt());
          check.done();
          StatusDesk.Answer answer =
              Answers.of(
                  status.report(
                      new StatusReport(
                          connector,
                          request.getEventId(),
                          order,
                          request.getExternalId(),
                          OptionalInt.empty(),
                          reported,
                          note,
                          at)));
          return ReportStatusResponse.newBuilder()
              .setWorkOrder(WorkOrderWire.order(answer.order()))
              .setMoved(answer.moved())
              .setReason(answer.reason())
              .build();
        });
  }

  @Override
  public void listOutsideReports(
      ListOutsideReportsRequest request, StreamObserver<ListOutsideReportsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Set<OutsideReport.State> states =
              check.each(
                  "states",
                  request.getStatesList(),
                  s -> RequestCheck.choice(s, "", OutsideReport.State.class));
          int size = check.pageSize(request.getPageSize());
          Object query = request.getStatesValueList();
          long before = check.pageToken(request.getPageToken(), query);
          check.done();
          List<OutsideReport> page = reports.page(states, before, size + 1);
          ListOutsideReportsResponse.Builder response = ListOutsideReportsResponse.newBuilder();
          page.stream().limit(size).map(ConnectorWire::report).forEach(response::addReports);
          if (page.size() > size) {
            response.setNextPageToken(Token.page(page.get(size - 1).id().number(), query));
          }
          return response.build();
        });
  }

  @Override
  public void settleOutsideReport(
      SettleOutsideReportRequest request,
      StreamObserver<io.cityward.proto.v1.OutsideReport> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OutsideReportId id =
              check.parsed(
                  "report_id",
                  new OutsideReportId(1),
                  () -> OutsideReportId.parse(request.getReportId()));
          boolean link = !request.getWorkOrderId().isEmpty();
          String dismissal = check.text("dismissal", request.getDismissal(), link ? 0 : 1, 900);
          if (link && !dismissal.isEmpty()) {
            throw CityException.invalid("dismissal", "both", "it or work_order_id");
          }
          OrderId order = link ? orderId(check, request.getWorkOrderId()) : NONE;
          check.done();
          return ConnectorWire.report(
              link ? reports.link(id, order) : reports.dismiss(id, dismissal));
        });
  }

  private static OrderId orderId(RequestCheck check, String text) {
    return check.parsed("work_order_id", NONE, () -> OrderId.parse(text));
  }
}

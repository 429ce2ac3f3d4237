package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.book.AttachmentDesk;
import io.cityward.alerts.book.OrderRequest;
import io.cityward.alerts.book.SupervisionDesk;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.supervision.Deadline;
import io.cityward.alerts.supervision.Remark;
import io.cityward.alerts.supervision.Severity;
import io.cityward.alerts.wire.SupervisionWire;
import io.cityward.alerts.wire.WorkOrderWire;
import io.cityward.proto.v1.AskExtensionRequest;
import io.cityward.proto.v1.ChangeSeverityRequest;
import io.cityward.proto.v1.CommentWorkOrderRequest;
import io.cityward.proto.v1.DecideExtensionRequest;
import io.cityward.proto.v1.ListAttachmentsRequest;
import io.cityward.proto.v1.ListAttachmentsResponse;
import io.cityward.proto.v1.ListDeadlinesRequest;
import io.cityward.proto.v1.ListDeadlinesResponse;
import io.cityward.proto.v1.ListRemarksRequest;
import io.cityward.proto.v1.ListRemarksResponse;
import io.cityward.proto.v1.RedispatchWorkOrderRequest;
import io.cityward.proto.v1.SupervisionServiceGrpc;
import io.cityward.proto.v1.UploadAttachmentRequest;
import io.cityward.proto.v1.UrgeWorkOrderRequest;
import io.cityward.proto.v1.WorkOrder;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code SupervisionService}: what is done about orders beside moving them. */
public final class SupervisionGrpcService
    extends SupervisionServiceGrpc.SupervisionServiceImplBase {

  static final int LONGEST_NOTE = 900;
  private static final OrderId NONE = new OrderId(1);

  private final AlertStore store;
  private final SupervisionDesk desk;
  private final AttachmentDesk attachments;
  private final Path incoming;

  /**
   * @param incoming an existing folder for files on their way
   */
  public SupervisionGrpcService(
      AlertStore store, SupervisionDesk desk, AttachmentDesk attachments, Path incoming) {
    this.store = store;
    this.desk = desk;
    this.attachments = attachments;
    this.incoming = incoming;
  }

  @Override
  public void listDeadlines(
      ListDeadlinesRequest request, StreamObserver<ListDeadlinesResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Set<Deadline.Flag> flags =
              check.each(
                  "flags",
                  request.getFlagsList(),
                  f -> RequestCheck.choice(f, "", Deadline.Flag.class));
          Set<Level> levels =
              check.each(
                  "levels",
                  request.getLevelsList(),
                  l -> RequestCheck.choice(l, "LEVEL_", Level.class));
          Set<Severity> severities =
              check.each(
                  "severities",
                  request.getSeveritiesList(),
                  s -> RequestCheck.choice(s, "SEVERITY_", Severity.class));
          Set<String> departments =
              check.each("department_ids", request.getDepartmentIdsList(), id -> id);
          int size = check.pageSize(request.getPageSize());
          ListDeadlinesRequest query = request.toBuilder().clearPageToken().clearPageSize().build();
          long skip = check.skip(request.getPageToken(), query);
          check.done();
          return store.read(
              ledger -> {
                List<OrderId> ids =
                    ledger
                        .followUp()
                        .supervision()
                        .page(flags, levels, severities, departments, skip, size + 1);
                return deadlines(ledger, query, ids, skip, size);
              });
        });
  }

  private static ListDeadlinesResponse deadlines(
      Ledger ledger, ListDeadlinesRequest query, List<OrderId> ids, long skip, int size) {
    List<OrderId> page = ids.stream().limit(size).toList();
    ListDeadlinesResponse.Builder response = ListDeadlinesResponse.newBuilder();
    ledger.orders().of(page).stream()
        .sorted(Comparator.comparingInt(order -> page.indexOf(order.id())))
        .map(WorkOrderWire::order)
        .forEach(response::addWorkOrders);
    if (ids.size() > size) {
      response.setNextPageToken(Token.page(skip + size, query));
    }
    return response.build();
  }

  @Override
  public void urgeWorkOrder(UrgeWorkOrderRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Optional<Instant> until = check.time("until", request.hasUntil(), request.getUntil());
          OrderRequest urge =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getNote(),
                  1,
                  request.getExpectedVersion(),
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(Answers.of(desk.urge(urge, until)));
        });
  }

  @Override
  public void commentWorkOrder(
      CommentWorkOrderRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          check.text("text", request.getText(), 1, LONGEST_NOTE);
          OrderRequest comment =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getText(),
                  0,
                  0,
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(Answers.of(desk.comment(comment)));
        });
  }

  @Override
  public void changeSeverity(ChangeSeverityRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Severity severity =
              check.parsed(
                  "severity",
                  Severity.NORMAL,
                  () -> RequestCheck.choice(request.getSeverity(), "SEVERITY_", Severity.class));
          OrderRequest change =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getNote(),
                  1,
                  request.getExpectedVersion(),
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(Answers.of(desk.changeSeverity(change, severity)));
        });
  }

  @Override
  public void askExtension(AskExtensionRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Optional<Instant> until = check.time("until", request.hasUntil(), request.getUntil());
          if (!request.hasUntil()) {
            check.note("until", "missing", "a time");
          }
          OrderRequest ask =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getNote(),
                  1,
                  request.getExpectedVersion(),
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(Answers.of(desk.askExtension(ask, until.orElseThrow())));
        });
  }

  @Override
  public void decideExtension(DecideExtensionRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderRequest decide =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getNote(),
                  request.getGranted() ? 0 : 1,
                  request.getExpectedVersion(),
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(
              Answers.of(desk.decideExtension(decide, request.getGranted())));
        });
  }

  @Override
  public void redispatchWorkOrder(
      RedispatchWorkOrderRequest request, StreamObserver<WorkOrder> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          String department = check.text("department_id", request.getDepartmentId(), 1, 63);
          OrderRequest redispatch =
              request(
                  check,
                  request.getWorkOrderId(),
                  request.getNote(),
                  1,
                  request.getExpectedVersion(),
                  request.getIdempotencyKey());
          check.done();
          return WorkOrderWire.order(Answers.of(desk.redispatch(redispatch, department)));
        });
  }

  @Override
  public void listRemarks(
      ListRemarksRequest request, StreamObserver<ListRemarksResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          Set<Remark.Kind> kinds =
              check.each(
                  "kinds",
                  request.getKindsList(),
                  k -> RequestCheck.choice(k, "", Remark.Kind.class));
          int size = check.pageSize(request.getPageSize());
          ListRemarksRequest query = request.toBuilder().clearPageToken().clearPageSize().build();
          long before = check.pageToken(request.getPageToken(), query);
          check.done();
          List<Remark> page =
              store.read(
                  ledger -> {
                    ledger.orders().get(id);
                    return ledger.followUp().remarks().page(id, kinds, before, size + 1);
                  });
          ListRemarksResponse.Builder response = ListRemarksResponse.newBuilder();
          page.stream().limit(size).map(SupervisionWire::remark).forEach(response::addRemarks);
          if (page.size() > size) {
            response.setNextPageToken(Token.page(page.get(size - 1).position(), query));
          }
          return response.build();
        });
  }

  @Override
  public StreamObserver<UploadAttachmentRequest> uploadAttachment(
      StreamObserver<io.cityward.proto.v1.Attachment> observer) {
    return new AttachmentUpload(attachments, incoming, Actor.current(), observer);
  }

  @Override
  public void listAttachments(
      ListAttachmentsRequest request, StreamObserver<ListAttachmentsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id = orderId(check, request.getWorkOrderId());
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), request.getWorkOrderId());
          check.done();
          List<Attachment> page =
              store.read(
                  ledger -> {
                    ledger.orders().get(id);
                    return ledger.followUp().attachments().page(id, before, size + 1);
                  });
          ListAttachmentsResponse.Builder response = ListAttachmentsResponse.newBuilder();
          page.stream()
              .limit(size)
              .map(SupervisionWire::attachment)
              .forEach(response::addAttachments);
          if (page.size() > size) {
            response.setNextPageToken(
                Token.page(page.get(size - 1).id().number(), request.getWorkOrderId()));
          }
          return response.build();
        });
  }

  static OrderId orderId(RequestCheck check, String text) {
    return check.parsed("work_order_id", NONE, () -> OrderId.parse(text));
  }

  private static OrderRequest request(
      RequestCheck check, String id, String note, int shortest, long version, String key) {
    if (version < 0) {
      check.note("expected_version", version, "0 for any, or 1 and more");
    }
    return new OrderRequest(
        orderId(check, id),
        Actor.current(),
        check.text("note", note, shortest, LONGEST_NOTE),
        version == 0 ? OptionalLong.empty() : OptionalLong.of(version),
        check.text("idempotency_key", key, 1, 100));
  }
}

package io.cityward.alerts.grpc;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.Eventually;
import io.cityward.alerts.Findings;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.attachment.FileType;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.feedback.Pictures;
import io.cityward.alerts.notice.Notice;
import io.cityward.core.settings.SettingsFile;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.AskExtensionRequest;
import io.cityward.proto.v1.Attachment;
import io.cityward.proto.v1.AttachmentStart;
import io.cityward.proto.v1.CaseReport;
import io.cityward.proto.v1.CaseReportServiceGrpc;
import io.cityward.proto.v1.CaseSource;
import io.cityward.proto.v1.ChangeSeverityRequest;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.CommentWorkOrderRequest;
import io.cityward.proto.v1.DecideExtensionRequest;
import io.cityward.proto.v1.GetAlertRequest;
import io.cityward.proto.v1.GetCaseReportRequest;
import io.cityward.proto.v1.GetWorkOrderRequest;
import io.cityward.proto.v1.Level;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListAttachmentsRequest;
import io.cityward.proto.v1.ListCaseReportsRequest;
import io.cityward.proto.v1.ListDeadlinesRequest;
import io.cityward.proto.v1.ListDeadlinesResponse;
import io.cityward.proto.v1.ListRemarksRequest;
import io.cityward.proto.v1.ListRemarksResponse;
import io.cityward.proto.v1.OrderStep;
import io.cityward.proto.v1.Place;
import io.cityward.proto.v1.RedispatchWorkOrderRequest;
import io.cityward.proto.v1.Remark;
import io.cityward.proto.v1.ReportCaseRequest;
import io.cityward.proto.v1.Reporter;
import io.cityward.proto.v1.Severity;
import io.cityward.proto.v1.SupervisionServiceGrpc;
import io.cityward.proto.v1.UploadAttachmentRequest;
import io.cityward.proto.v1.UrgeWorkOrderRequest;
import io.cityward.proto.v1.WatchWorkOrdersRequest;
import io.cityward.proto.v1.WorkOrder;
import io.cityward.proto.v1.WorkOrderAction;
import io.cityward.proto.v1.WorkOrderEvent;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.cityward.proto.v1.WorkOrderState;
import io.cityward.testkit.TestClock;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about orders beside moving them, through a real port, with a clock of its own. */
class FollowUpIT {

  private static final String SETTINGS =
      """
      departments:
        - {id: urban, name: Urban management}
        - {id: traffic, name: Traffic police}
      rules:
        - {name: all, areas: [A1], department: urban, reviewFirst: false}
      supervision:
        limits: [{calendar: natural, accept: PT1H, handle: PT4H}]
        escalation: [{remind: PT30M, after: [PT1H]}]
        look: PT0.1S
        settle: PT0S
      attachments: {most: 2, mostMebibytes: 1}
      """;

  @TempDir Path folder;
  private final TestClock clock = TestClock.at(Findings.at(100));
  private final List<Notice> told = new CopyOnWriteArrayList<>();
  private AlertCenter center;
  private ServedCenter served;
  private ManagedChannel channel;
  private AlertServiceGrpc.AlertServiceBlockingStub alerts;
  private WorkOrderServiceGrpc.WorkOrderServiceBlockingStub orders;
  private SupervisionServiceGrpc.SupervisionServiceBlockingStub supervision;
  private CaseReportServiceGrpc.CaseReportServiceBlockingStub reports;
  private int keys;

  @BeforeEach
  void open() throws Exception {
    AlertSettings settings =
        SettingsFile.parse(
            SETTINGS, "cityward.yml", section -> AlertSettings.read(section, folder, "http://x"));
    center = new AlertCenter(settings, AlertMetrics.NOOP, clock, Optional.of(told::add));
    served = new ServedCenter(center);
    channel = served.channel();
    Metadata headers = new Metadata();
    headers.put(Actor.HEADER, "wang");
    var actor = MetadataUtils.newAttachHeadersInterceptor(headers);
    alerts = AlertServiceGrpc.newBlockingStub(channel).withInterceptors(actor);
    orders = WorkOrderServiceGrpc.newBlockingStub(channel).withInterceptors(actor);
    supervision = SupervisionServiceGrpc.newBlockingStub(channel).withInterceptors(actor);
    reports = CaseReportServiceGrpc.newBlockingStub(channel).withInterceptors(actor);
  }

  @AfterEach
  void close() throws InterruptedException {
    served.close();
  }

  @Test
  void watchersSeeAnOrderBecomeOverdueAndRise() {
    String id = raise("cam-1");
    WorkOrder order = order(id);
    assertThat(order.getStep()).isEqualTo(OrderStep.STEP_ACCEPT);
    assertThat(Timestamps.toMillis(order.getDueAt()) - Timestamps.toMillis(order.getStepSince()))
        .isEqualTo(Duration.ofHours(1).toMillis());
    assertThat(order.getHandleDueAt().getSeconds())
        .isEqualTo(order.getDueAt().getSeconds() + 10800);
    Iterator<WorkOrderEvent> events =
        orders.watchWorkOrders(WatchWorkOrdersRequest.getDefaultInstance());
    assertThat(events.next().hasWorkOrder()).isFalse();
    clock.advance(Duration.ofHours(2));
    WorkOrder late = events.next().getWorkOrder();
    assertThat(late.getOverdue()).isTrue();
    assertThat(late.getLevel()).isEqualTo(Level.LEVEL_STREET);
    Eventually.until("people are told", () -> told.size() == 2);
    assertThat(told)
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.OVERDUE, Notice.Kind.ESCALATED);

    raise("cam-2");
    ListDeadlinesResponse overdue =
        supervision.listDeadlines(
            ListDeadlinesRequest.newBuilder().addFlags(ListDeadlinesRequest.Flag.OVERDUE).build());
    assertThat(overdue.getWorkOrdersList()).extracting(WorkOrder::getId).containsExactly(id);
  }

  @Test
  void pagesDeadlinesByTheEarliest() {
    for (int i = 0; i < 5; i++) {
      raise("cam-" + i);
      clock.advance(Duration.ofMinutes(1));
    }
    ListDeadlinesRequest.Builder request = ListDeadlinesRequest.newBuilder().setPageSize(3);
    ListDeadlinesResponse first = supervision.listDeadlines(request.build());
    ListDeadlinesResponse second =
        supervision.listDeadlines(request.setPageToken(first.getNextPageToken()).build());
    assertThat(first.getWorkOrdersList())
        .extracting(WorkOrder::getCameraId)
        .containsExactly("cam-0", "cam-1", "cam-2");
    assertThat(second.getWorkOrdersList())
        .extracting(WorkOrder::getCameraId)
        .containsExactly("cam-3", "cam-4");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void whatPeopleSayAndDecideIsKept() {
    String id = raise("cam-1");
    supervision.commentWorkOrder(
        CommentWorkOrderRequest.newBuilder()
            .setWorkOrderId(id)
            .setText("The gate is locked.")
            .setIdempotencyKey(key())
            .build());
    supervision.urgeWorkOrder(
        UrgeWorkOrderRequest.newBuilder()
            .setWorkOrderId(id)
            .setNote("now")
            .setUntil(timestamp(clock.instant().plusSeconds(600)))
            .setIdempotencyKey(key())
            .build());
    supervision.changeSeverity(
        ChangeSeverityRequest.newBuilder()
            .setWorkOrderId(id)
            .setSeverity(Severity.SEVERITY_HIGH)
            .setNote("school")
            .setIdempotencyKey(key())
            .build());
    supervision.redispatchWorkOrder(
        RedispatchWorkOrderRequest.newBuilder()
            .setWorkOrderId(id)
            .setDepartmentId("traffic")
            .setNote("a car")
            .setIdempotencyKey(key())
            .build());
    command(id, WorkOrderAction.ACCEPT);
    supervision.askExtension(
        AskExtensionRequest.newBuilder()
            .setWorkOrderId(id)
            .setUntil(timestamp(clock.instant().plus(Duration.ofHours(20))))
            .setNote("no lorry")
            .setIdempotencyKey(key())
            .build());
    assertThat(order(id).getExtension().getBy()).isEqualTo("wang");
    WorkOrder decided =
        supervision.decideExtension(
            DecideExtensionRequest.newBuilder()
                .setWorkOrderId(id)
                .setNote("take another")
                .setIdempotencyKey(key())
                .build());
    assertThat(decided.hasExtension()).isFalse();
    assertThat(decided.getSeverity()).isEqualTo(Severity.SEVERITY_HIGH);
    assertThat(decided.getUrges()).isOne();
    assertThat(decided.getComments()).isOne();
    assertThat(decided.getDepartmentId()).isEqualTo("traffic");

    ListRemarksRequest.Builder ask =
        ListRemarksRequest.newBuilder().setWorkOrderId(id).setPageSize(3);
    ListRemarksResponse first = supervision.listRemarks(ask.build());
    assertThat(first.getRemarksList())
        .extracting(Remark::getKind)
        .containsExactly(
            Remark.Kind.EXTENSION_REFUSED, Remark.Kind.EXTENSION_ASKED, Remark.Kind.URGE);
    assertThat(
            supervision
                .listRemarks(ask.setPageToken(first.getNextPageToken()).build())
                .getRemarksList())
        .extracting(Remark::getText)
        .containsExactly("The gate is locked.");
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    StatusRuntimeException refused =
        refused(
            () ->
                supervision.askExtension(
                    AskExtensionRequest.newBuilder()
                        .setWorkOrderId("7")
                        .setExpectedVersion(-1)
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getMessage())
        .contains("until: missing", "work_order_id: 7", "expected_version: -1", "note: 0 char")
        .contains("idempotency_key");
  }

  @Test
  void keepsAFileThatIsWhatItSays() throws Exception {
    String id = raise("cam-1");
    byte[] picture = Pictures.jpeg(1920, 1080);
    Attachment kept = upload(start(id, "after.exe", picture, "k"), picture);
    assertThat(kept.getMediaType()).isEqualTo(FileType.JPEG.mediaType());
    assertThat(kept.getPath()).matches("/evidence/2026/11/23/" + id + "/attachment-[0-9a-f]+.jpg");
    assertThat(Files.readAllBytes(center.evidence().file(kept.getPath()).orElseThrow()))
        .isEqualTo(picture);
    assertThat(upload(start(id, "after.exe", picture, "k"), picture)).isEqualTo(kept);
    assertThat(upload(start(id, "again.jpg", picture, "k2"), picture)).isEqualTo(kept);
    assertThat(
            supervision
                .listAttachments(ListAttachmentsRequest.newBuilder().setWorkOrderId(id).build())
                .getAttachmentsList())
        .containsExactly(kept);
    assertThat(order(id).getAttachments()).isOne();
    assertThat(order(id).getHistoryList().get(order(id).getHistoryCount() - 1).getNote())
        .isEqualTo("attached F-0000000001, after.exe: seen from the south");
    nothingIsLeftOver();
  }

  @Test
  void refusesWhatIsNoPictureWhateverItsName() throws Exception {
    String id = raise("cam-1");
    byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
    StatusRuntimeException refused =
        refused(() -> upload(start(id, "photo.jpg", page, key()), page));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getMessage())
        .contains("content: something else (expected: one of jpeg, png, webp, mp4, pdf)");
    assertThat(order(id).getAttachments()).isZero();
    nothingIsLeftOver();
  }

  @Test
  void refusesWhatIsTooLargeTooManyTooShortOrChanged() throws Exception {
    String id = raise("cam-1");
    byte[] large = Arrays.copyOf(Pictures.jpeg(100, 100), (1 << 20) + 1);
    assertThat(refused(() -> upload(start(id, "a", large, key()), large)).getMessage())
        .contains("bytes: 1048577 (expected: 1 to 1048576)");
    byte[] picture = Pictures.jpeg(200, 100);
    byte[] half = Arrays.copyOf(picture, picture.length / 2);
    assertThat(refused(() -> upload(start(id, "a", picture, key()), half)).getMessage())
        .contains("as announced");
    byte[] other = picture.clone();
    other[other.length - 1] ^= 1;
    assertThat(refused(() -> upload(start(id, "a", picture, key()), other)).getMessage())
        .contains("sha256");
    upload(start(id, "a", picture, key()), picture);
    byte[] second = Pictures.jpeg(201, 100);
    upload(start(id, "b", second, key()), second);
    byte[] third = Pictures.jpeg(202, 100);
    StatusRuntimeException refused = refused(() -> upload(start(id, "c", third, key()), third));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refused.getMessage()).contains("has 2 attachments (expected: at most 2)");
    nothingIsLeftOver();
  }

  @Test
  void aReportOpensACaseInTheSameListAndKeepsItsReporterToItself() {
    CaseReport first =
        reports.reportCase(caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.5).build());
    assertThat(first.getJoined()).isFalse();
    assertThat(first.getReporter().getName()).isEqualTo("王**");
    assertThat(first.getReporter().getContact()).isEqualTo("138******78");
    assertThat(alerts.listAlerts(ListAlertsRequest.getDefaultInstance()).getAlertsList())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getScene()).isEqualTo("report"))
        .satisfies(alert -> assertThat(alert.getId()).isEqualTo(first.getAlertId()));
    assertThat(order(first.getWorkOrderId()).getState()).isEqualTo(WorkOrderState.PENDING_REVIEW);
    assertThat(order(first.getWorkOrderId()).getReports()).isOne();

    assertThat(reports.reportCase(caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.5).build()))
        .isEqualTo(first);
    StatusRuntimeException refused =
        refused(
            () ->
                reports.reportCase(
                    caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.5)
                        .setDescription("another")
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);

    assertThat(
            reports.listCaseReports(ListCaseReportsRequest.getDefaultInstance()).getReportsList())
        .containsExactly(first);
    GetCaseReportRequest.Builder get = GetCaseReportRequest.newBuilder().setReportId(first.getId());
    assertThat(reports.getCaseReport(get.build())).isEqualTo(first);
    assertThat(
            reports
                .getCaseReport(get.setRevealReason("calls back").build())
                .getReporter()
                .getContact())
        .isEqualTo("13812345678");
  }

  @Test
  void aReportJoinsWhatACameraSaw() {
    String order = raise("cam-1");
    CaseReport joined =
        reports.reportCase(caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.2002).build());
    assertThat(joined.getJoined()).isTrue();
    assertThat(joined.getWorkOrderId()).isEqualTo(order);
    assertThat(joined.getReason()).isEqualTo("A-0000000001 is open 22 m away");
    assertThat(order(order).getHistoryList().get(order(order).getHistoryCount() - 1).getNote())
        .isEqualTo(
            "also reported by citizen through app (R-0000000001): A-0000000001 is open 22 m away");
    assertThat(reports.reportCase(caseOf("2", CaseSource.CASE_SOURCE_CITIZEN, 31.3).build()))
        .satisfies(other -> assertThat(other.getJoined()).isFalse());
  }

  @Test
  void aReportOfASharedPlaceIsTheSameWhenItIsSentAgain() {
    ReportCaseRequest.Builder sent = caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.5);
    sent.getPlaceBuilder().setId("gate-7");
    assertThat(reports.reportCase(sent.build())).isEqualTo(reports.reportCase(sent.build()));
  }

  @Test
  void anInspectorsReportNeedsNoReview() {
    CaseReport report =
        reports.reportCase(caseOf("1", CaseSource.CASE_SOURCE_INSPECTOR, 31.5).build());
    assertThat(order(report.getWorkOrderId()).getState()).isEqualTo(WorkOrderState.REGISTERED);
    assertThat(
            alerts
                .getAlert(GetAlertRequest.newBuilder().setAlertId(report.getAlertId()).build())
                .getVerdictBy())
        .isEqualTo("wang");
  }

  @Test
  void aReportNeedsAPlace() {
    assertThat(
            refused(
                    () ->
                        reports.reportCase(
                            caseOf("1", CaseSource.CASE_SOURCE_CITIZEN, 31.5)
                                .clearPlace()
                                .setSystem("App!")
                                .build()))
                .getMessage())
        .contains("place: nowhere (expected: a name, or a position, or both)")
        .contains("system");
  }

  private static ReportCaseRequest.Builder caseOf(String key, CaseSource source, double latitude) {
    return ReportCaseRequest.newBuilder()
        .setSource(source)
        .setSystem("app")
        .setKey(key)
        .setEventCode(Findings.PARKING)
        .setEventName("Parking")
        .setPlace(Place.newBuilder().setLatitude(latitude).setLongitude(121.5))
        .setDescription("A car on the pavement.")
        .setReporter(Reporter.newBuilder().setName("王小明").setContact("13812345678"))
        .setSeenAt(timestamp(Findings.at(50)));
  }

  private void nothingIsLeftOver() throws Exception {
    try (var left = Files.list(folder.resolve("uploads"))) {
      assertThat(left).isEmpty();
    }
    try (var kept = Files.walk(folder.resolve("evidence"))) {
      assertThat(kept.filter(Files::isRegularFile).count())
          .isEqualTo(
              supervision
                  .listAttachments(
                      ListAttachmentsRequest.newBuilder().setWorkOrderId("W-0000000001").build())
                  .getAttachmentsCount());
    }
  }

  private static AttachmentStart start(String id, String name, byte[] content, String key)
      throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return AttachmentStart.newBuilder()
        .setWorkOrderId(id)
        .setFileName(name)
        .setBytes(content.length)
        .setSha256(HexFormat.of().formatHex(digest))
        .setNote("seen from the south")
        .setIdempotencyKey(key)
        .build();
  }

  private Attachment upload(AttachmentStart start, byte[] content) {
    CompletableFuture<Attachment> answer = new CompletableFuture<>();
    StreamObserver<UploadAttachmentRequest> upload =
        SupervisionServiceGrpc.newStub(channel)
            .uploadAttachment(
                new StreamObserver<>() {
                  @Override
                  public void onNext(Attachment attachment) {
                    answer.complete(attachment);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    upload.onNext(UploadAttachmentRequest.newBuilder().setStart(start).build());
    for (int from = 0; from < content.length; from += 50_000) {
      int until = Math.min(content.length, from + 50_000);
      upload.onNext(
          UploadAttachmentRequest.newBuilder()
              .setChunk(ByteString.copyFrom(content, from, until - from))
              .build());
    }
    upload.onCompleted();
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw (StatusRuntimeException) e.getCause();
    }
  }

  private String raise(String camera) {
    String alert =
        center
            .record(
                report(
                    subject(camera, Findings.PARKING, "A1"),
                    camera,
                    "t-1",
                    Phase.BEGUN,
                    0,
                    20,
                    KERB))
            .alert()
            .toString();
    return alerts.getAlert(GetAlertRequest.newBuilder().setAlertId(alert).build()).getWorkOrderId();
  }

  private void command(String id, WorkOrderAction action) {
    orders.command(
        CommandRequest.newBuilder()
            .setWorkOrderId(id)
            .setAction(action)
            .setIdempotencyKey(key())
            .build());
  }

  private WorkOrder order(String id) {
    return orders.getWorkOrder(GetWorkOrderRequest.newBuilder().setWorkOrderId(id).build());
  }

  private String key() {
    return "key-" + keys++;
  }

  private interface Call {
    void run() throws Exception;
  }

  private static StatusRuntimeException refused(Call call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run);
  }

  private static com.google.protobuf.Timestamp timestamp(Instant time) {
    return com.google.protobuf.Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }
}

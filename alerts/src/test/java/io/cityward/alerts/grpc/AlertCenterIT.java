package io.cityward.alerts.grpc;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.Book;
import io.cityward.alerts.Eventually;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.alerts.feedback.Pictures;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertEvent;
import io.cityward.proto.v1.AlertFilter;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.AlertState;
import io.cityward.proto.v1.CaseServiceGrpc;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.Delivery;
import io.cityward.proto.v1.ExportFeedbackChunk;
import io.cityward.proto.v1.ExportFeedbackRequest;
import io.cityward.proto.v1.FeedbackServiceGrpc;
import io.cityward.proto.v1.FeedbackSummary;
import io.cityward.proto.v1.GetAlertRequest;
import io.cityward.proto.v1.GetWorkOrderRequest;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListAlertsResponse;
import io.cityward.proto.v1.ListCalibrationHintsRequest;
import io.cityward.proto.v1.ListRejectCausesRequest;
import io.cityward.proto.v1.ListSightingsRequest;
import io.cityward.proto.v1.ListWorkOrdersRequest;
import io.cityward.proto.v1.MergeCasesRequest;
import io.cityward.proto.v1.RegroupedCases;
import io.cityward.proto.v1.RejectCause;
import io.cityward.proto.v1.Sighting;
import io.cityward.proto.v1.SplitCaseRequest;
import io.cityward.proto.v1.Verdict;
import io.cityward.proto.v1.WatchAlertsRequest;
import io.cityward.proto.v1.WatchWorkOrdersRequest;
import io.cityward.proto.v1.WorkOrder;
import io.cityward.proto.v1.WorkOrderAction;
import io.cityward.proto.v1.WorkOrderEvent;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.cityward.proto.v1.WorkOrderState;
import io.cityward.testkit.ReferenceCitySystem;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of this module through a real port. */
class AlertCenterIT {

  @TempDir Path folder;
  private ReferenceCitySystem city;
  private AlertCenter center;
  private ServedCenter served;
  private ManagedChannel channel;
  private AlertServiceGrpc.AlertServiceBlockingStub alerts;
  private WorkOrderServiceGrpc.WorkOrderServiceBlockingStub orders;

  @BeforeEach
  void open() throws IOException {
    city = new ReferenceCitySystem().start();
    center =
        new AlertCenter(
            AlertSettings.in(folder)
                .with(Book.RULES, Map.of("city-hall", GrpcPushSettings.plaintext(city.target()))),
            AlertMetrics.NOOP,
            Clock.systemUTC());
    served = new ServedCenter(center);
    channel = served.channel();
    alerts = AlertServiceGrpc.newBlockingStub(channel).withInterceptors(actor("wang"));
    orders = WorkOrderServiceGrpc.newBlockingStub(channel).withInterceptors(actor("wang"));
  }

  @AfterEach
  void close() throws InterruptedException {
    served.close();
    city.close();
  }

  @Test
  void followsAnEventFromTheCameraToAClosedOrder() {
    Iterator<AlertEvent> events = alerts.watchAlerts(WatchAlertsRequest.getDefaultInstance());
    assertThat(events.next().getType()).isEqualTo(AlertEvent.Type.HEARTBEAT);
    raise("cam-1", "A1");
    AlertEvent event = events.next();
    assertThat(event.getType()).isEqualTo(AlertEvent.Type.RAISED);
    Alert alert = event.getAlert();
    assertThat(alert.getReason()).isEqualTo("no case of 09009 is open at this camera");

    Evidence clip =
        center
            .evidence()
            .put(
                new FindingId("cam-1"),
                Evidence.Kind.CLIP,
                io.cityward.alerts.Findings.START,
                file -> Files.writeString(file, "clip"));
    center.attachEvidence(new FindingId("cam-1"), clip);
    AlertEvent update = events.next();
    assertThat(update.getType()).isEqualTo(AlertEvent.Type.UPDATED);
    assertThat(update.getAlert().getEvidence(0).getPath())
        .isEqualTo("/evidence/2026/11/23/cam-1/clip.mp4");

    Alert judged =
        alerts.giveVerdict(
            GiveVerdictRequest.newBuilder()
                .setAlertId(alert.getId())
                .setVerdict(Verdict.VERDICT_CONFIRMED)
                .setIdempotencyKey("k")
                .build());
    assertThat(judged.getVerdictBy()).isEqualTo("wang");
    Eventually.until(
        "the city has it",
        () ->
            order(alert.getWorkOrderId()).getDelivery().getState() == Delivery.State.ACKNOWLEDGED);
    for (WorkOrderAction action :
        List.of(WorkOrderAction.ACCEPT, WorkOrderAction.HANDLE, WorkOrderAction.CLOSE)) {
      orders.command(command(alert.getWorkOrderId(), action).build());
    }
    WorkOrder closed = order(alert.getWorkOrderId());
    assertThat(closed.getState()).isEqualTo(WorkOrderState.CLOSED);
    assertThat(closed.getDelivery().getExternalId()).isEqualTo("CITY-000001");
    assertThat(closed.getHistoryList()).hasSize(7);
    assertThat(closed.getAllowedList()).isEmpty();
  }

  @Test
  void whatWasJudgedIsExportedInChunksAndTheFrameIsNotShown() throws IOException {
    Alert alert = raise("cam-1", "A1");
    byte[] picture = Pictures.jpeg(1920, 1080);
    center.attachEvidence(
        new FindingId("cam-1"),
        center
            .evidence()
            .put(
                new FindingId("cam-1"),
                Evidence.Kind.FRAME,
                io.cityward.alerts.Findings.START,
                file -> Files.write(file, picture)));
    Alert judged =
        alerts.giveVerdict(
            GiveVerdictRequest.newBuilder()
                .setAlertId(alert.getId())
                .setVerdict(Verdict.VERDICT_CONFIRMED)
                .setIdempotencyKey("k")
                .build());
    assertThat(judged.getEvidenceList()).isEmpty();

    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    FeedbackSummary summary = null;
    for (Iterator<ExportFeedbackChunk> chunks = export("cam-1"); chunks.hasNext(); ) {
      ExportFeedbackChunk chunk = chunks.next();
      chunk.getData().writeTo(zip);
      summary = chunk.hasSummary() ? chunk.getSummary() : null;
    }
    assertThat(summary).isNotNull();
    assertThat(summary.getConfirmed()).isOne();
    try (ZipInputStream read = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
      assertThat(read.getNextEntry().getName()).isEqualTo("images/" + alert.getId() + ".jpg");
      assertThat(read.readAllBytes()).isEqualTo(picture);
    }
  }

  @Test
  void anExportThatAsksForNonsenseIsRefused() {
    StatusRuntimeException refused = refused(() -> export("../x").next());
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getMessage()).contains("camera_ids[0]");
  }

  private Iterator<ExportFeedbackChunk> export(String camera) {
    return FeedbackServiceGrpc.newBlockingStub(channel)
        .exportFeedback(ExportFeedbackRequest.newBuilder().addCameraIds(camera).build());
  }

  @Test
  void pagesThroughAllAlertsOnceWhileNewOnesArrive() {
    for (int i = 0; i < 7; i++) {
      raise("cam-" + i, "A1");
    }
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListAlertsResponse page =
          alerts.listAlerts(
              ListAlertsRequest.newBuilder().setPageSize(3).setPageToken(token).build());
      page.getAlertsList().forEach(alert -> ids.add(alert.getId()));
      token = page.getNextPageToken();
      raise("later-" + ids.size(), "A1");
    } while (!token.isEmpty());
    assertThat(ids).hasSize(7).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(new HashSet<>(ids)).hasSize(7);
  }

  @Test
  void goesOnFromAListWithoutAGap() {
    raise("cam-1", "A1");
    String token = alerts.listAlerts(ListAlertsRequest.getDefaultInstance()).getResumeToken();
    raise("cam-2", "A1");
    Iterator<AlertEvent> events =
        alerts.watchAlerts(WatchAlertsRequest.newBuilder().setResumeToken(token).build());
    AlertEvent event = events.next();
    assertThat(event.getAlert().getCameraId()).isEqualTo("cam-2");
    raise("cam-3", "A1");
    Iterator<WorkOrderEvent> orderEvents =
        orders.watchWorkOrders(
            WatchWorkOrdersRequest.newBuilder().setResumeToken(event.getResumeToken()).build());
    assertThat(orderEvents.next().getWorkOrder().getCameraId()).isEqualTo("cam-2");
    assertThat(orderEvents.next().getWorkOrder().getCameraId()).isEqualTo("cam-3");
  }

  @Test
  void watchesOnlyWhatTheFilterWants() {
    Iterator<AlertEvent> events =
        alerts.watchAlerts(
            WatchAlertsRequest.newBuilder()
                .setFilter(AlertFilter.newBuilder().addCameraIds("cam-2"))
                .build());
    assertThat(events.next().getType()).isEqualTo(AlertEvent.Type.HEARTBEAT);
    raise("cam-1", "A1");
    raise("cam-2", "A1");
    assertThat(events.next().getAlert().getCameraId()).isEqualTo("cam-2");
  }

  @Test
  void explainsAnIllegalCommandToProgramsAndPeople() throws InvalidProtocolBufferException {
    Alert alert = raise("cam-1", "A1");
    StatusRuntimeException refused =
        refused(
            () -> orders.command(command(alert.getWorkOrderId(), WorkOrderAction.HANDLE).build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    ErrorInfo info = detail(refused, ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("ILLEGAL_TRANSITION");
    assertThat(info.getDomain()).isEqualTo("cityward");
    assertThat(info.getMetadataMap()).containsEntry("allowed", "REGISTER, REJECT");
  }

  @Test
  void abortsACommandThatHasSeenAnOlderVersion() {
    Alert alert = raise("cam-1", "A1");
    StatusRuntimeException refused =
        refused(
            () ->
                orders.command(
                    command(alert.getWorkOrderId(), WorkOrderAction.REGISTER)
                        .setExpectedVersion(9)
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
  }

  @Test
  void saysNotFound() {
    List<Runnable> calls =
        List.of(
            () -> alerts.getAlert(GetAlertRequest.newBuilder().setAlertId("A-0000000099").build()),
            () ->
                alerts.listSightings(
                    ListSightingsRequest.newBuilder().setAlertId("A-0000000099").build()),
            () ->
                orders.getWorkOrder(
                    GetWorkOrderRequest.newBuilder().setWorkOrderId("W-0000000099").build()),
            () -> orders.command(command("W-0000000099", WorkOrderAction.ACCEPT).build()));
    assertThat(calls)
        .allMatch(call -> refused(call).getStatus().getCode() == Status.Code.NOT_FOUND);
  }

  @Test
  void listsOrdersByState() {
    raise("cam-1", "A1");
    raise("cam-2", "A2");
    assertThat(
            orders
                .listWorkOrders(
                    ListWorkOrdersRequest.newBuilder()
                        .addStates(WorkOrderState.PENDING_REVIEW)
                        .build())
                .getWorkOrdersList())
        .extracting(WorkOrder::getCameraId)
        .containsExactly("cam-1");
  }

  @Test
  void endsWatchesWithAStatusWhenItStops() {
    Iterator<AlertEvent> events = alerts.watchAlerts(WatchAlertsRequest.getDefaultInstance());
    events.next();
    center.close();
    assertThat(refused(events::next).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void refusesAnActorThatIsNoName() {
    StatusRuntimeException refused =
        refused(
            () ->
                AlertServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(actor("<script>"))
                    .listAlerts(ListAlertsRequest.getDefaultInstance()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void endsAnAlertThatHasLeft() {
    raise("cam-1", "A1");
    center.record(
        report(subject("cam-1", PARKING, "A1"), "cam-1", "t-1", Phase.ENDED, 0, 60, KERB));
    assertThat(
            alerts
                .listAlerts(
                    ListAlertsRequest.newBuilder()
                        .setFilter(AlertFilter.newBuilder().addStates(AlertState.ALERT_STATE_ENDED))
                        .build())
                .getAlertsList())
        .hasSize(1);
  }

  @Test
  void aDuplicateGoesOnInTheOtherCaseAndComesBackByASplit() {
    CaseServiceGrpc.CaseServiceBlockingStub cases =
        CaseServiceGrpc.newBlockingStub(channel).withInterceptors(actor("wang"));
    Alert one = raise("cam-1", "C1");
    Alert other = raise("cam-2", "C1");
    GiveVerdictRequest verdict =
        GiveVerdictRequest.newBuilder()
            .setAlertId(other.getId())
            .setVerdict(Verdict.VERDICT_DUPLICATE)
            .setDuplicateOf(one.getId())
            .setIdempotencyKey("k")
            .build();
    Alert duplicate = alerts.giveVerdict(verdict);
    assertThat(duplicate.getVerdict()).isEqualTo(Verdict.VERDICT_DUPLICATE);
    assertThat(duplicate.getDuplicateOf()).isEqualTo(one.getId());
    assertThat(alerts.giveVerdict(verdict)).isEqualTo(duplicate);
    assertThat(
            alerts
                .listSightings(ListSightingsRequest.newBuilder().setAlertId(one.getId()).build())
                .getSightingsList())
        .extracting(Sighting::getFindingId)
        .containsExactly("cam-2", "cam-1");

    RegroupedCases parted =
        cases.splitCase(
            SplitCaseRequest.newBuilder()
                .setAlertId(one.getId())
                .setMergedId(other.getId())
                .setIdempotencyKey("s")
                .build());
    assertThat(parted.getOther().getSplitFrom()).isEqualTo(one.getId());
    assertThat(parted.getOther().getCameraId()).isEqualTo("cam-2");

    StatusRuntimeException refused =
        refused(
            () ->
                cases.mergeCases(
                    MergeCasesRequest.newBuilder()
                        .setAlertId(one.getId())
                        .setDuplicateId(parted.getOther().getId())
                        .setExpectedOrderVersion(99)
                        .setIdempotencyKey("m")
                        .build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
  }

  @Test
  void aRejectionNamesACauseOfTheList() {
    CaseServiceGrpc.CaseServiceBlockingStub cases = CaseServiceGrpc.newBlockingStub(channel);
    assertThat(cases.listRejectCauses(ListRejectCausesRequest.getDefaultInstance()).getCausesList())
        .extracting(RejectCause::getCode)
        .startsWith("clutter")
        .endsWith("other");
    GiveVerdictRequest.Builder verdict =
        GiveVerdictRequest.newBuilder().setVerdict(Verdict.VERDICT_REJECTED).setIdempotencyKey("k");
    String first = raise("cam-1", "A1").getId();
    Alert rejected = alerts.giveVerdict(verdict.setAlertId(first).setCauseCode("clutter").build());
    assertThat(rejected.getVerdictCauseCode()).isEqualTo("clutter");
    String second = raise("cam-2", "A1").getId();
    Alert inWords =
        alerts.giveVerdict(verdict.setAlertId(second).clearCauseCode().setCause("a sign").build());
    assertThat(inWords.getVerdictCauseCode()).isEqualTo("other");
    assertThat(
            cases
                .listCalibrationHints(ListCalibrationHintsRequest.getDefaultInstance())
                .getHintsList())
        .isEmpty();
  }

  private Alert raise(String camera, String area) {
    String id =
        center
            .record(report(subject(camera, PARKING, area), camera, "t-1", Phase.BEGUN, 0, 20, KERB))
            .alert()
            .toString();
    return alerts.getAlert(GetAlertRequest.newBuilder().setAlertId(id).build());
  }

  private WorkOrder order(String id) {
    return orders.getWorkOrder(GetWorkOrderRequest.newBuilder().setWorkOrderId(id).build());
  }

  private static CommandRequest.Builder command(String id, WorkOrderAction action) {
    return CommandRequest.newBuilder()
        .setWorkOrderId(id)
        .setAction(action)
        .setIdempotencyKey("key-" + action);
  }

  private static StatusRuntimeException refused(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run);
  }

  private static <T extends Message> T detail(StatusRuntimeException e, Class<T> type)
      throws InvalidProtocolBufferException {
    Any detail = StatusProto.fromThrowable(e).getDetails(0);
    return detail.unpack(type);
  }

  private static io.grpc.ClientInterceptor actor(String name) {
    Metadata headers = new Metadata();
    headers.put(Actor.HEADER, name);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}

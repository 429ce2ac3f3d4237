package io.cityward.alerts.grpc;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.Book;
import io.cityward.alerts.Eventually;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.proto.v1.ConnectorServiceGrpc;
import io.cityward.proto.v1.ConnectorState;
import io.cityward.proto.v1.DeadLetter;
import io.cityward.proto.v1.DiscardDeadLetterRequest;
import io.cityward.proto.v1.GetDutyRequest;
import io.cityward.proto.v1.ListConnectorsRequest;
import io.cityward.proto.v1.ListDeadLettersRequest;
import io.cityward.proto.v1.ListNoticesRequest;
import io.cityward.proto.v1.ListOutsideReportsRequest;
import io.cityward.proto.v1.NoticeServiceGrpc;
import io.cityward.proto.v1.PreviewDispatchRequest;
import io.cityward.proto.v1.ReportStatusRequest;
import io.cityward.proto.v1.ReportStatusResponse;
import io.cityward.proto.v1.ReportedStatus;
import io.cityward.proto.v1.ResendDeadLetterRequest;
import io.cityward.proto.v1.WorkOrderState;
import io.cityward.testkit.ReferenceCitySystem;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorGrpcIT {

  private static final String ORDER = "W-0000000001";

  @TempDir Path folder;
  private ReferenceCitySystem city;
  private AlertCenter center;
  private ServedCenter served;
  private ManagedChannel channel;
  private ConnectorServiceGrpc.ConnectorServiceBlockingStub connectors;

  @BeforeEach
  void open() throws Exception {
    city = new ReferenceCitySystem().start();
    center =
        new AlertCenter(
            AlertSettings.in(folder)
                .with(Book.RULES, Map.of("city-hall", GrpcPushSettings.plaintext(city.target()))),
            AlertMetrics.NOOP,
            Clock.systemUTC());
    served = new ServedCenter(center);
    channel = served.channel();
    connectors = ConnectorServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void close() throws InterruptedException {
    served.close();
    city.close();
  }

  @Test
  void takesAnOrderFromADeadLetterToHandled() {
    city.faults().refuse("unknown code");
    raise();
    Eventually.until("a dead letter lies there", () -> !dead().isEmpty());
    assertThat(dead().get(0).getReason()).isEqualTo("refused: unknown code");
    ConnectorState state = connector();
    assertThat(state.getType()).isEqualTo("grpc-push");
    assertThat(state.getBreaker()).isEqualTo(ConnectorState.Breaker.CLOSED);
    assertThat(state.getDeadLetters()).isEqualTo(1);

    city.faults().clear();
    var unused =
        connectors.resendDeadLetter(
            ResendDeadLetterRequest.newBuilder()
                .setWorkOrderId(ORDER)
                .setEventCode("0409")
                .setNote("gate 3")
                .setIdempotencyKey("k")
                .build());
    Eventually.until("it is there", () -> !city.received().isEmpty());
    assertThat(city.received().get(0).getWorkOrder().getEventCode()).isEqualTo("0409");
    assertThat(city.received().get(0).getWorkOrder().getDispatchNote()).isEqualTo("gate 3");
    Eventually.until("it is noted", () -> connector().getPending() == 0);

    ReportStatusResponse handled =
        connectors.reportStatus(
            ReportStatusRequest.newBuilder()
                .setConnector("city-hall")
                .setExternalId("CITY-000001")
                .setStatus(ReportedStatus.REPORTED_HANDLED)
                .setEventId("e")
                .build());
    assertThat(handled.getMoved()).isTrue();
    assertThat(handled.getWorkOrder().getState()).isEqualTo(WorkOrderState.HANDLED);
  }

  @Test
  void showsWhatWouldBeSent() {
    raise();
    assertThat(
            connectors
                .previewDispatch(PreviewDispatchRequest.newBuilder().setWorkOrderId(ORDER).build())
                .getText())
        .contains("PushWorkOrder to " + city.target())
        .contains("Renmin Road 12");
  }

  @Test
  void refusesWhatIsWrongAndWhatIsNotPossible() {
    raise();
    assertStatus(
        Status.Code.INVALID_ARGUMENT,
        () ->
            connectors.listDeadLetters(
                ListDeadLettersRequest.newBuilder().setConnector("elsewhere").build()));
    assertStatus(
        Status.Code.INVALID_ARGUMENT,
        () -> connectors.reportStatus(ReportStatusRequest.getDefaultInstance()));
    Eventually.until("it has arrived", () -> connector().getPending() == 0);
    assertStatus(
        Status.Code.FAILED_PRECONDITION,
        () ->
            connectors.discardDeadLetter(
                DiscardDeadLetterRequest.newBuilder()
                    .setWorkOrderId(ORDER)
                    .setReason("told them")
                    .setIdempotencyKey("k")
                    .build()));
  }

  @Test
  void listsNothingWhereNothingIs() {
    NoticeServiceGrpc.NoticeServiceBlockingStub notices =
        NoticeServiceGrpc.newBlockingStub(channel);
    assertThat(
            connectors
                .listOutsideReports(ListOutsideReportsRequest.getDefaultInstance())
                .getReportsList())
        .isEmpty();
    assertThat(notices.listNotices(ListNoticesRequest.getDefaultInstance()).getDeliveriesList())
        .isEmpty();
    assertThat(notices.getDuty(GetDutyRequest.getDefaultInstance()).getDutiesList()).isEmpty();
  }

  private static void assertStatus(Status.Code code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(code));
  }

  private List<DeadLetter> dead() {
    return connectors
        .listDeadLetters(ListDeadLettersRequest.getDefaultInstance())
        .getDeadLettersList();
  }

  private ConnectorState connector() {
    return connectors.listConnectors(ListConnectorsRequest.getDefaultInstance()).getConnectors(0);
  }

  private void raise() {
    center.record(report(subject("cam-1", PARKING, "A2"), "f-1", "t-1", Phase.BEGUN, 0, 20, KERB));
  }
}

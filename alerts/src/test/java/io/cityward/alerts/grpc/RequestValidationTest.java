package io.cityward.alerts.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.rpc.BadRequest;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.GetAlertRequest;
import io.cityward.proto.v1.GetWorkOrderRequest;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListSightingsRequest;
import io.cityward.proto.v1.ListWorkOrdersRequest;
import io.cityward.proto.v1.ResendDispatchRequest;
import io.cityward.proto.v1.WatchAlertsRequest;
import io.cityward.proto.v1.WatchWorkOrdersRequest;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bad requests get: every bad field by its name, before the book is asked. */
class RequestValidationTest {

  private final AlertGrpcService alerts =
      new AlertGrpcService(new UnreachableStore(), null, null, RejectCauses.DEFAULT, null);
  private final WorkOrderGrpcService orders =
      new WorkOrderGrpcService(new UnreachableStore(), null, null, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page_size: -1                                   | page_size",
        "page_size: 501                                  | page_size",
        "page_token: 'nonsense'                          | page_token",
        "page_token: 'cDoxOjE'                           | page_token",
        "filter { camera_ids: 'cam-1' camera_ids: 'Ü' }  | filter.camera_ids[1]",
        "filter { scenes: '' }                           | filter.scenes[0]",
        "filter { states: ALERT_STATE_UNSPECIFIED }      | filter.states[0]",
        "filter { verdicts: VERDICT_UNSPECIFIED }        | filter.verdicts[0]",
        "filter { raised_from { seconds: -1 } }          | filter.raised_from",
        "filter { raised_until { nanos: -5 } }           | filter.raised_until",
        "filter { raised_until { seconds: 300000000000 } } | filter.raised_until",
        "filter { raised_from { seconds: 9 } raised_until { seconds: 9 } } | filter.raised_until",
        "page_size: 501 page_token: '?' filter { camera_ids: '' }"
            + " | filter.camera_ids[0], page_size, page_token",
      })
  void ofListAlerts(String request, String fields) throws Exception {
    assertThat(fields(alerts::listAlerts, TextFormat.parse(request, ListAlertsRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                      | alert_id",
        "alert_id: 'A-1'                                         | alert_id",
        "alert_id: 'A-0000000000'                                | alert_id",
        "alert_id: 'W-0000000001'                                | alert_id",
        "alert_id: 'A-0000000001; DROP TABLE alerts'             | alert_id",
      })
  void ofGetAlert(String request, String fields) throws Exception {
    String text = request.equals("''") ? "" : request;
    assertThat(fields(alerts::getAlert, TextFormat.parse(text, GetAlertRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page_size: 1                                       | alert_id",
        "alert_id: 'A-0000000001' page_size: 1000           | page_size",
        "alert_id: 'A-0000000001' page_token: 'x'           | page_token",
      })
  void ofListSightings(String request, String fields) throws Exception {
    assertThat(fields(alerts::listSightings, TextFormat.parse(request, ListSightingsRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verdict: VERDICT_CONFIRMED  | alert_id, idempotency_key",
        "alert_id: 'A-0000000001' idempotency_key: 'k'                            | verdict",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_PENDING   | verdict",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_REJECTED  | cause",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_REJECTED"
            + " cause_code: 'moon' | cause_code",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_REJECTED"
            + " cause_code: 'other' | cause",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_CONFIRMED"
            + " cause_code: 'clutter' | cause_code",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_DUPLICATE"
            + " | duplicate_of",
        "alert_id: 'A-0000000001' idempotency_key: 'k' verdict: VERDICT_CONFIRMED"
            + " duplicate_of: 'A-0000000002' | duplicate_of",
        "alert_id: 'A-0000000001' idempotency_key: 'a\\007b' verdict: VERDICT_CONFIRMED"
            + " | idempotency_key",
      })
  void ofGiveVerdict(String request, String fields) throws Exception {
    assertThat(fields(alerts::giveVerdict, TextFormat.parse(request, GiveVerdictRequest.class)))
        .isEqualTo(fields);
  }

  @Test
  void ofTextsThatAreTooLong() {
    GiveVerdictRequest request =
        GiveVerdictRequest.newBuilder()
            .setAlertId("A-0000000001")
            .setVerdictValue(99)
            .setCause("x".repeat(1001))
            .setIdempotencyKey("k".repeat(101))
            .build();
    assertThat(fields(alerts::giveVerdict, request)).isEqualTo("verdict, cause, idempotency_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page_size: 501 states: WORK_ORDER_STATE_UNSPECIFIED | states[0], page_size",
        "page_token: 'x'                                     | page_token",
      })
  void ofListWorkOrders(String request, String fields) throws Exception {
    assertThat(
            fields(orders::listWorkOrders, TextFormat.parse(request, ListWorkOrdersRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "action: ACCEPT                                            | work_order_id, idempotency_key",
        "work_order_id: 'W-0000000001' idempotency_key: 'k'        | action",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: REJECT    | note",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: RETURN    | note",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: SEND_BACK | note",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: SUSPEND   | note",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: ACCEPT department_id: 'x'"
            + " | department_id",
        "work_order_id: 'W-0000000001' idempotency_key: 'k' action: ACCEPT expected_version: -1"
            + " | expected_version",
      })
  void ofCommand(String request, String fields) throws Exception {
    assertThat(fields(orders::command, TextFormat.parse(request, CommandRequest.class)))
        .isEqualTo(fields);
  }

  @Test
  void ofTheOtherRequests() {
    assertThat(fields(orders::getWorkOrder, GetWorkOrderRequest.getDefaultInstance()))
        .isEqualTo("work_order_id");
    assertThat(fields(orders::resendDispatch, ResendDispatchRequest.getDefaultInstance()))
        .isEqualTo("work_order_id, idempotency_key");
    assertThat(
            fields(
                orders::watchWorkOrders,
                WatchWorkOrdersRequest.newBuilder().setResumeToken("x").build()))
        .isEqualTo("resume_token");
    assertThat(
            fields(
                alerts::watchAlerts,
                WatchAlertsRequest.newBuilder().setResumeToken(Token.page(1, "q")).build()))
        .isEqualTo("resume_token");
  }

  @Test
  void ofAPageTokenThatWasMadeForAnotherFilter() {
    ListAlertsRequest request =
        ListAlertsRequest.newBuilder().setPageToken(Token.page(7, "another filter")).build();
    assertThat(fields(alerts::listAlerts, request)).isEqualTo("page_token");
  }

  @Test
  void hidesWhatABugSays() {
    Answer<String> answer = new Answer<>();
    GrpcErrors.answer(
        answer,
        () -> {
          throw new IllegalStateException("password=secret");
        });
    Status status = Status.fromThrowable(answer.error);
    assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(status.getDescription()).startsWith("internal error ").doesNotContain("secret");
  }

  private interface Method<Q, A> {
    void call(Q request, StreamObserver<A> observer);
  }

  /** The fields that a call is refused for, in their order. */
  private static <Q, A> String fields(Method<Q, A> method, Q request) {
    Answer<A> answer = new Answer<>();
    method.call(request, answer);
    assertThat(Status.fromThrowable(answer.error).getCode())
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    return String.join(
        ", ", violations(answer.error).stream().map(BadRequest.FieldViolation::getField).toList());
  }

  private static List<BadRequest.FieldViolation> violations(Throwable error) {
    try {
      return StatusProto.fromThrowable(error)
          .getDetails(0)
          .unpack(BadRequest.class)
          .getFieldViolationsList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Answer<T> implements StreamObserver<T> {

    private Throwable error = new AssertionError("not refused");

    @Override
    public void onNext(T value) {}

    @Override
    public void onError(Throwable e) {
      error = e;
    }

    @Override
    public void onCompleted() {}
  }

  /** Fails the test when a bad request gets this far. */
  private static final class UnreachableStore implements AlertStore {

    @Override
    public void start() {}

    @Override
    public <T> T write(Function<Ledger, T> work) {
      throw new AssertionError("a bad request reached the book");
    }

    @Override
    public <T> T read(Function<Ledger, T> work) {
      throw new AssertionError("a bad request reached the book");
    }

    @Override
    public void close() {}
  }
}

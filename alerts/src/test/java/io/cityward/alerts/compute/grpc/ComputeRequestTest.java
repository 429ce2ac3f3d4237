package io.cityward.alerts.compute.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.rpc.BadRequest;
import io.cityward.alerts.compute.FakePool;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.ComputePolicy;
import io.cityward.alerts.compute.book.ComputeSettings;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.proto.v1.CheckApplicationRequest;
import io.cityward.proto.v1.CreateDepartmentRequest;
import io.cityward.proto.v1.DecideApplicationRequest;
import io.cityward.proto.v1.DeleteDepartmentRequest;
import io.cityward.proto.v1.GetApplicationRequest;
import io.cityward.proto.v1.ListApplicationsRequest;
import io.cityward.proto.v1.ListAuditRequest;
import io.cityward.proto.v1.ListDepartmentsRequest;
import io.cityward.proto.v1.ListGrantsRequest;
import io.cityward.proto.v1.ListMembersRequest;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.PlanTasksRequest;
import io.cityward.proto.v1.QueryUsageRequest;
import io.cityward.proto.v1.RemoveMemberRequest;
import io.cityward.proto.v1.RenameDepartmentRequest;
import io.cityward.proto.v1.RevokeGrantRequest;
import io.cityward.proto.v1.SetMemberRequest;
import io.cityward.proto.v1.SubmitApplicationRequest;
import io.cityward.proto.v1.WithdrawApplicationRequest;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bad requests get: every bad field by its name, before the book is asked. */
class ComputeRequestTest {

  private static final String GOOD =
      "department_id: 'urban' reason: 'r' idempotency_key: 'k'"
          + " period { from { seconds: 5 } until { seconds: 9 } } ";

  private final FakePool pool = new FakePool();
  private final AlertStore store = new UnreachableStore();
  private final ComputeGrpcService service =
      new ComputeGrpcService(
          new ComputeBook(
              store,
              List.of(),
              ComputeSettings.DEFAULT,
              pool,
              ComputePolicy.NAMES,
              Clock.systemUTC()),
          new UsageBook(store, ZoneOffset.UTC),
          pool,
          pool);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "department_id: 'Ü' reason: '' idempotency_key: ''"
            + " | department_id, reason, period.until, asked, idempotency_key",
        "+ | asked",
        "+ compute { guaranteed: -1 ceiling: 1 priority: 1 } | compute.guaranteed",
        "+ compute { guaranteed: nan ceiling: 1 priority: 1 } | compute.guaranteed",
        "+ compute { guaranteed: 2 ceiling: 1 priority: 1 } | compute.ceiling",
        "+ compute { guaranteed: 1 ceiling: inf } | compute.ceiling, compute.priority",
        "+ algorithm { algorithm: '../../x' camera_ids: 'c' frames_per_second: 1 }"
            + " | algorithm.algorithm",
        "+ algorithm { algorithm: 'a' frames_per_second: 1 } | algorithm.camera_ids",
        "+ algorithm { algorithm: 'a' camera_ids: 'c' camera_ids: 'Ü' }"
            + " | algorithm.camera_ids[1], algorithm.frames_per_second",
      })
  void ofSubmitApplication(String request, String fields) throws Exception {
    String text = request.startsWith("+") ? GOOD + request.substring(1) : request;
    assertThat(
            fields(
                service::submitApplication, TextFormat.parse(text, SubmitApplicationRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from { seconds: -1 } until { seconds: 9 }               | period.from",
        "from { seconds: 9 } until { seconds: 9 }                | period.until",
        "from { seconds: 1 } until { nanos: -5 }                 | period.until",
        "from { seconds: 1 } until { seconds: 300000000000 }     | period.until",
      })
  void ofAPeriod(String period, String fields) throws Exception {
    String text =
        "department_id: 'urban' compute { guaranteed: 1 ceiling: 1 priority: 1 } period { "
            + period
            + " }";
    assertThat(
            fields(
                service::checkApplication, TextFormat.parse(text, CheckApplicationRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | department_id, period.until, asked",
        "application_id: 'A-0000000001'       | application_id",
        "application_id: 'Q-0000000001' department_id: 'urban' | application_id",
      })
  void ofCheckApplication(String request, String fields) throws Exception {
    assertThat(
            fields(
                service::checkApplication,
                TextFormat.parse(request, CheckApplicationRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application_id: 'Q-1' | application_id, revision, action, reason, idempotency_key",
        "+ action: DECISION_REFUSE                                            | reason",
        "+ action: DECISION_CHANGE                                            | reason, given",
        "+ action: DECISION_APPROVE compute { guaranteed: 1 }                 | given",
        "+ action: DECISION_REFUSE reason: 'r' period { until { seconds: 1 } } | given",
        "+ action: DECISION_CHANGE reason: 'r' compute { ceiling: 1 priority: 99 }"
            + " | compute.priority",
        "+ action: DECISION_CHANGE reason: 'r' compute { ceiling: 1 priority: 9 } period {}"
            + " | period.until",
      })
  void ofDecideApplication(String request, String fields) throws Exception {
    String good = "application_id: 'Q-0000000001' revision: 1 idempotency_key: 'k' ";
    String text = request.startsWith("+") ? good + request.substring(1) : request;
    assertThat(
            fields(
                service::decideApplication, TextFormat.parse(text, DecideApplicationRequest.class)))
        .isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''  | step, filter.from, filter.until",
        "+ step: USAGE_HOUR filter { until { seconds: 9 } from { seconds: 9 } } | filter.until",
        "+ step: USAGE_MINUTE filter { until { seconds: 999999 } from { seconds: 9 } }"
            + " | filter.until",
        "+ step: USAGE_HOUR group_by: USAGE_DIMENSION_UNSPECIFIED filter { departments: 'Ü'"
            + " camera_ids: '' scenes: '' algorithms: '' from { seconds: 1 } until { seconds: 9 } }"
            + " | filter.departments[0], filter.algorithms[0], filter.camera_ids[0],"
            + " filter.scenes[0], group_by[0]",
        "+ step: USAGE_HOUR filter { from { seconds: 1 } until { seconds: 9 } } page_size: 501"
            + " page_token: 'x' | page_size, page_token",
      })
  void ofQueryUsage(String request, String fields) throws Exception {
    String text = request.isEmpty() ? "" : request.substring(1);
    List<String> found =
        List.of(
            fields(service::queryUsage, TextFormat.parse(text, QueryUsageRequest.class))
                .split(", "));
    assertThat(found).containsExactlyInAnyOrder(fields.split(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                         | scenes, given",
        "scenes { algorithm: 'none' } cameras: 0                    | scenes[0].algorithm, cameras",
        "scenes { algorithm: 'smoke' } cameras: 1                   | scenes[0].algorithm",
        "scenes { algorithm: 'city-garbage' frames_per_second: -1 } compute_units: nan"
            + " | scenes[0].frames_per_second, compute_units",
        "scenes { algorithm: 'city-garbage' } cameras: 1"
            + " patrol { every { seconds: 10 } stay { seconds: 11 } } | patrol.stay",
        "scenes { algorithm: 'city-garbage' } cameras: 1 patrol { } | patrol.every",
        "scenes { algorithm: 'city-garbage' } department_id: 'Ü'    | department_id",
      })
  void ofPlanTasks(String request, String fields) throws Exception {
    assertThat(fields(service::planTasks, TextFormat.parse(request, PlanTasksRequest.class)))
        .isEqualTo(fields);
  }

  @Test
  void ofTheOtherRequests() throws Exception {
    assertThat(
            fields(
                service::createDepartment,
                CreateDepartmentRequest.newBuilder()
                    .setDepartmentId("-x")
                    .setName("a\u0007b")
                    .build()))
        .isEqualTo("department_id, name, idempotency_key");
    assertThat(
            fields(
                service::renameDepartment,
                RenameDepartmentRequest.newBuilder()
                    .setDepartmentId("x")
                    .setName("n".repeat(201))
                    .setIdempotencyKey("k".repeat(101))
                    .build()))
        .isEqualTo("name, idempotency_key");
    assertThat(fields(service::deleteDepartment, DeleteDepartmentRequest.getDefaultInstance()))
        .isEqualTo("department_id, idempotency_key");
    assertThat(fields(service::listDepartments, page(ListDepartmentsRequest.class)))
        .isEqualTo("page_size, page_token");
    assertThat(fields(service::listMembers, page(ListMembersRequest.class)))
        .isEqualTo("department_id, page_size, page_token");
    assertThat(fields(service::setMember, SetMemberRequest.getDefaultInstance()))
        .isEqualTo("member.department, member.role, member.user, idempotency_key");
    assertThat(fields(service::removeMember, RemoveMemberRequest.getDefaultInstance()))
        .isEqualTo("department_id, user, idempotency_key");
    assertThat(
            fields(service::withdrawApplication, WithdrawApplicationRequest.getDefaultInstance()))
        .isEqualTo("application_id, idempotency_key");
    assertThat(fields(service::getApplication, GetApplicationRequest.getDefaultInstance()))
        .isEqualTo("application_id");
    assertThat(
            fields(
                service::listApplications,
                TextFormat.parse(
                    "departments: '' states: APPLICATION_STATE_UNSPECIFIED page_size: -1",
                    ListApplicationsRequest.class)))
        .isEqualTo("departments[0], states[0], page_size");
    assertThat(
            fields(
                service::listGrants,
                TextFormat.parse(
                    "departments: '' active_at { seconds: -1 } page_token: 'x'",
                    ListGrantsRequest.class)))
        .isEqualTo("departments[0], active_at, page_token");
    assertThat(fields(service::revokeGrant, RevokeGrantRequest.getDefaultInstance()))
        .isEqualTo("grant_id, revision, reason, idempotency_key");
    assertThat(
            fields(
                service::listPoolTasks,
                TextFormat.parse(
                    "department: 'Ü' camera_id: 'Ü' states: POOL_TASK_STATE_UNSPECIFIED"
                        + " page_size: 501",
                    ListPoolTasksRequest.class)))
        .isEqualTo("department, camera_id, states[0], page_size");
    assertThat(
            fields(
                service::listAudit,
                ListAuditRequest.newBuilder()
                    .setSubjectPrefix("x".repeat(201))
                    .setPageToken("?")
                    .build()))
        .isEqualTo("subject_prefix, page_token");
  }

  private static <T extends Message> T page(Class<T> type) throws TextFormat.ParseException {
    return TextFormat.parse("page_size: 501 page_token: '?'", type);
  }

  /** The fields that a call is refused for, in their order. */
  private static <Q, A> String fields(BiConsumer<Q, StreamObserver<A>> method, Q request)
      throws Exception {
    Answer<A> answer = new Answer<>();
    method.accept(request, answer);
    assertThat(Status.fromThrowable(answer.error).getCode())
        .as(String.valueOf(answer.error))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
    return String.join(
        ", ",
        StatusProto.fromThrowable(answer.error)
            .getDetails(0)
            .unpack(BadRequest.class)
            .getFieldViolationsList()
            .stream()
            .map(BadRequest.FieldViolation::getField)
            .toList());
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

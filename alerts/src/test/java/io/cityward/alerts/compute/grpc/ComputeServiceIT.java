package io.cityward.alerts.compute.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.compute.FakePool;
import io.cityward.alerts.compute.PoolView;
import io.cityward.alerts.compute.PoolView.TaskState;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.ComputeSettings;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.grpc.Actor;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.Application;
import io.cityward.proto.v1.ApplicationState;
import io.cityward.proto.v1.AuditRecord;
import io.cityward.proto.v1.CheckApplicationRequest;
import io.cityward.proto.v1.CheckApplicationResponse;
import io.cityward.proto.v1.ComputeAllotment;
import io.cityward.proto.v1.ComputeServiceGrpc;
import io.cityward.proto.v1.CreateDepartmentRequest;
import io.cityward.proto.v1.DecideApplicationRequest;
import io.cityward.proto.v1.DecisionAction;
import io.cityward.proto.v1.DeleteDepartmentRequest;
import io.cityward.proto.v1.Department;
import io.cityward.proto.v1.ExportUsageRequest;
import io.cityward.proto.v1.GetPoolRequest;
import io.cityward.proto.v1.Grant;
import io.cityward.proto.v1.GrantPeriod;
import io.cityward.proto.v1.GrantState;
import io.cityward.proto.v1.ListApplicationsRequest;
import io.cityward.proto.v1.ListApplicationsResponse;
import io.cityward.proto.v1.ListAuditRequest;
import io.cityward.proto.v1.ListDepartmentsRequest;
import io.cityward.proto.v1.ListGrantsRequest;
import io.cityward.proto.v1.ListMembersRequest;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.ListPoolTasksResponse;
import io.cityward.proto.v1.Member;
import io.cityward.proto.v1.MemberRole;
import io.cityward.proto.v1.PlanTasksRequest;
import io.cityward.proto.v1.PlannedScene;
import io.cityward.proto.v1.Pool;
import io.cityward.proto.v1.PoolTask;
import io.cityward.proto.v1.PoolTaskState;
import io.cityward.proto.v1.QueryUsageRequest;
import io.cityward.proto.v1.QueryUsageResponse;
import io.cityward.proto.v1.RevokeGrantRequest;
import io.cityward.proto.v1.SetMemberRequest;
import io.cityward.proto.v1.SubmitApplicationRequest;
import io.cityward.proto.v1.UsageDimension;
import io.cityward.proto.v1.UsageFilter;
import io.cityward.proto.v1.UsageRow;
import io.cityward.proto.v1.UsageStep;
import io.cityward.proto.v1.WatchPoolRequest;
import io.cityward.proto.v1.WithdrawApplicationRequest;
import io.cityward.testkit.TestClock;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ComputeService through a real port. */
class ComputeServiceIT {

  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir Path folder;
  private final FakePool pool = new FakePool();
  private final TestClock clock = TestClock.at(NOW);
  private final AtomicInteger keys = new AtomicInteger();
  private AlertCenter center;
  private UsageBook usage;
  private ComputeGrpcService service;
  private Server server;
  private ManagedChannel channel;
  private ComputeServiceGrpc.ComputeServiceBlockingStub zhang;
  private ComputeServiceGrpc.ComputeServiceBlockingStub admin;

  @BeforeEach
  void open() throws IOException {
    center = new AlertCenter(AlertSettings.in(folder), AlertMetrics.NOOP, clock);
    center.start();
    ComputeBook book = center.compute(ComputeSettings.DEFAULT, pool, ZoneOffset.UTC);
    book.start();
    usage = center.usage(ZoneOffset.UTC);
    service = new ComputeGrpcService(book, usage, pool, pool);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .intercept(new Actor())
            .addService(service)
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    zhang = ComputeServiceGrpc.newBlockingStub(channel).withInterceptors(actor("zhang"));
    admin = ComputeServiceGrpc.newBlockingStub(channel).withInterceptors(actor("li"));
    admin.createDepartment(
        CreateDepartmentRequest.newBuilder()
            .setDepartmentId("urban")
            .setName("城管")
            .setIdempotencyKey("k")
            .build());
  }

  @AfterEach
  void close() throws InterruptedException {
    channel.shutdownNow();
    service.close();
    service.close();
    center.close();
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private static ClientInterceptor actor(String name) {
    Metadata headers = new Metadata();
    headers.put(Actor.HEADER, name);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private String key() {
    return "key-" + keys.incrementAndGet();
  }

  private static Timestamp time(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }

  private static GrantPeriod december() {
    return GrantPeriod.newBuilder().setFrom(time(DECEMBER)).setUntil(time(JANUARY)).build();
  }

  private static ComputeAllotment units(double guaranteed) {
    return ComputeAllotment.newBuilder()
        .setGuaranteed(guaranteed)
        .setCeiling(guaranteed + 10)
        .setPriority(5)
        .build();
  }

  private SubmitApplicationRequest.Builder wish(double guaranteed) {
    return SubmitApplicationRequest.newBuilder()
        .setDepartmentId("urban")
        .setCompute(units(guaranteed))
        .setPeriod(december())
        .setReason("winter campaign")
        .setIdempotencyKey(key());
  }

  private DecideApplicationRequest.Builder decision(
      Application application, DecisionAction action) {
    return DecideApplicationRequest.newBuilder()
        .setApplicationId(application.getId())
        .setRevision(application.getRevision())
        .setAction(action)
        .setIdempotencyKey(key());
  }

  private Application approve(Application application) {
    return admin.decideApplication(decision(application, DecisionAction.DECISION_APPROVE).build());
  }

  private static StatusRuntimeException refused(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run);
  }

  private static ErrorInfo info(StatusRuntimeException e) throws Exception {
    return StatusProto.fromThrowable(e).getDetails(0).unpack(ErrorInfo.class);
  }

  @Test
  void followsAnApplicationFromTheWishToTheEndOfTheGrant() {
    Application pending = zhang.submitApplication(wish(40).build());
    assertThat(pending.getId()).isEqualTo("Q-0000000001");
    assertThat(pending.getState()).isEqualTo(ApplicationState.APPLICATION_PENDING);
    assertThat(pending.getSubmittedBy()).isEqualTo("zhang");
    Application approved = approve(pending);
    assertThat(approved.getState()).isEqualTo(ApplicationState.APPLICATION_APPROVED);
    assertThat(approved.getDecidedBy()).isEqualTo("li");
    assertThat(department("urban").getGuaranteed()).isZero();
    clock.set(DECEMBER);
    Department urban = department("urban");
    assertThat(urban.getGuaranteed()).isEqualTo(40);
    assertThat(urban.getCeiling()).isEqualTo(50);
    assertThat(department("city").getGuaranteed()).isEqualTo(80);
    Grant grant = admin.listGrants(ListGrantsRequest.getDefaultInstance()).getGrants(0);
    assertThat(grant.getId()).isEqualTo(approved.getGrantId());
    assertThat(grant.getState()).isEqualTo(GrantState.GRANT_ACTIVE);
    Grant revoked =
        admin.revokeGrant(
            RevokeGrantRequest.newBuilder()
                .setGrantId(grant.getId())
                .setRevision(grant.getRevision())
                .setReason("misused")
                .setIdempotencyKey(key())
                .build());
    assertThat(revoked.getState()).isEqualTo(GrantState.GRANT_REVOKED);
    assertThat(revoked.getRevokedBy()).isEqualTo("li");
    assertThat(department("urban").getGuaranteed()).isZero();
    List<AuditRecord> trail =
        admin
            .listAudit(ListAuditRequest.newBuilder().setSubjectPrefix("grant/").build())
            .getRecordsList();
    assertThat(trail)
        .extracting(AuditRecord::getAction)
        .containsExactly("grant.revoke", "grant.create");
    assertThat(trail.get(0).getAfter()).contains("revoked_at");
  }

  private Department department(String id) {
    return admin
        .listDepartments(ListDepartmentsRequest.getDefaultInstance())
        .getDepartmentsList()
        .stream()
        .filter(d -> d.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesWithTheArithmeticToProgramsAndPeople() throws Exception {
    approve(zhang.submitApplication(wish(90).build()));
    Application second = zhang.submitApplication(wish(40).build());
    StatusRuntimeException refused = refused(() -> approve(second));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refused.getStatus().getDescription())
        .isEqualTo(
            "capacity 120 CU - reserve 12 - granted 90 (urban 90) = 18 left from 2026-12-01 to"
                + " 2027-01-01; asked: 40");
    assertThat(info(refused).getReason()).isEqualTo("BREAKS_A_GUARANTEE");
    assertThat(info(refused).getMetadataMap()).containsEntry("asked", "40");
    CheckApplicationResponse dry =
        zhang.checkApplication(
            CheckApplicationRequest.newBuilder()
                .setDepartmentId("urban")
                .setCompute(units(18))
                .setPeriod(december())
                .build());
    assertThat(dry.getFits()).isTrue();
    assertThat(dry.getSpans(0).getLeft()).isEqualTo(18);
    assertThat(dry.getSpans(0).getGranted(0).getComputeUnits()).isEqualTo(90);
    assertThat(
            zhang
                .checkApplication(
                    CheckApplicationRequest.newBuilder().setApplicationId(second.getId()).build())
                .getFits())
        .isFalse();
    Application changed =
        admin.decideApplication(
            decision(second, DecisionAction.DECISION_CHANGE)
                .setReason("that is what is left")
                .setCompute(units(18))
                .build());
    assertThat(changed.getState()).isEqualTo(ApplicationState.APPLICATION_CHANGED);
    assertThat(changed.getCompute().getGuaranteed()).isEqualTo(40);
  }

  @Test
  void refusesADepartmentThatAsksForMoreThanExists() throws Exception {
    StatusRuntimeException refused = refused(() -> zhang.submitApplication(wish(400).build()));
    assertThat(info(refused).getReason()).isEqualTo("MORE_THAN_EXISTS");
    assertThat(refused.getStatus().getDescription()).contains("asked: 400");
  }

  @Test
  void abortsTheSecondOfTwoAdmins() throws Exception {
    Application pending = zhang.submitApplication(wish(40).build());
    approve(pending);
    StatusRuntimeException late =
        refused(
            () ->
                admin.decideApplication(
                    decision(pending, DecisionAction.DECISION_REFUSE).setReason("no").build()));
    assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(info(late).getReason()).isEqualTo("STALE_VERSION");
    assertThat(info(late).getMetadataMap())
        .containsEntry("state", "APPROVED")
        .containsEntry("decided_by", "li")
        .containsEntry("grant", "G-0000000001");
  }

  @Test
  void letsOnlyTheApplicantWithdraw() {
    Application pending = zhang.submitApplication(wish(40).build());
    WithdrawApplicationRequest withdraw =
        WithdrawApplicationRequest.newBuilder()
            .setApplicationId(pending.getId())
            .setIdempotencyKey(key())
            .build();
    assertThat(refused(() -> admin.withdrawApplication(withdraw)).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(zhang.withdrawApplication(withdraw).getState())
        .isEqualTo(ApplicationState.APPLICATION_WITHDRAWN);
    assertThat(zhang.withdrawApplication(withdraw).getState())
        .isEqualTo(ApplicationState.APPLICATION_WITHDRAWN);
  }

  @Test
  void pagesThroughApplicationsNewestFirst() {
    for (int i = 0; i < 5; i++) {
      zhang.submitApplication(wish(1).build());
    }
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListApplicationsResponse page =
          admin.listApplications(
              ListApplicationsRequest.newBuilder()
                  .addDepartments("urban")
                  .setPageSize(2)
                  .setPageToken(token)
                  .build());
      page.getApplicationsList().forEach(a -> ids.add(a.getId()));
      token = page.getNextPageToken();
      zhang.submitApplication(wish(1).build());
    } while (!token.isEmpty());
    assertThat(ids)
        .containsExactly(
            "Q-0000000005", "Q-0000000004", "Q-0000000003", "Q-0000000002", "Q-0000000001");
  }

  @Test
  void keepsDepartmentsAndTheirMembers() {
    admin.setMember(
        SetMemberRequest.newBuilder()
            .setMember(
                Member.newBuilder()
                    .setDepartment("urban")
                    .setUser("chen")
                    .setRole(MemberRole.MEMBER_APPLICANT))
            .setIdempotencyKey(key())
            .build());
    assertThat(
            admin
                .listMembers(ListMembersRequest.newBuilder().setDepartmentId("urban").build())
                .getMembersList())
        .extracting(Member::getUser)
        .containsExactly("chen");
    assertThat(refused(() -> zhang.submitApplication(wish(1).build())).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    DeleteDepartmentRequest delete =
        DeleteDepartmentRequest.newBuilder()
            .setDepartmentId("urban")
            .setIdempotencyKey(key())
            .build();
    pool.tasksOf.put("urban", 1);
    assertThat(refused(() -> admin.deleteDepartment(delete)).getStatus().getDescription())
        .contains("1 tasks (expected: none, to remove it)");
    pool.tasksOf.clear();
    admin.deleteDepartment(delete);
    assertThat(refused(() -> zhang.submitApplication(wish(1).build())).getStatus().getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void watchesThePool() {
    Iterator<Pool> watch =
        admin
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .watchPool(WatchPoolRequest.getDefaultInstance());
    Pool first = watch.next();
    assertThat(first).isEqualTo(admin.getPool(GetPoolRequest.getDefaultInstance()));
    assertThat(first.getCapacity()).isEqualTo(120);
    assertThat(first.getReserve()).isEqualTo(12);
    assertThat(first.getPacks(0).getCost()).isEqualTo(2);
    assertThat(first.getDepartments(0).getBorrowed()).isEqualTo(10);
    assertThat(first.hasStaleSince()).isFalse();
    service.tick();
    pool.picture =
        new PoolView.Picture(NOW, 60, Optional.of(NOW), "the center is gone", List.of(), List.of());
    service.tick();
    Pool second = watch.next();
    assertThat(second.getCapacity()).isEqualTo(60);
    assertThat(second.getStaleSince()).isEqualTo(time(NOW));
    for (int i = 0; i < 15; i++) {
      service.tick();
    }
    assertThat(watch.next()).isEqualTo(second);
    service.close();
    assertThat(watch.hasNext()).isFalse();
  }

  @Test
  void listsTasksByDepartmentCameraAndState() {
    List<PoolView.Task> tasks = new ArrayList<>();
    for (int i = 9; i > 0; i--) {
      tasks.add(
          new PoolView.Task(
              i % 2 == 0 ? "urban" : "city",
              new CameraId("cam-" + i),
              "garbage",
              FakePool.GARBAGE,
              "1.2.0",
              2,
              1.5,
              i % 3 == 0 ? TaskState.WAITING_FOR_GRANT : TaskState.RUNNING,
              ""));
    }
    pool.tasks = tasks;
    ListPoolTasksResponse page =
        admin.listPoolTasks(
            ListPoolTasksRequest.newBuilder().setDepartment("urban").setPageSize(3).build());
    assertThat(page.getTasksList())
        .extracting(PoolTask::getCameraId)
        .containsExactly("cam-2", "cam-4", "cam-6");
    ListPoolTasksResponse rest =
        admin.listPoolTasks(
            ListPoolTasksRequest.newBuilder()
                .setDepartment("urban")
                .setPageToken(page.getNextPageToken())
                .build());
    assertThat(rest.getTasksList()).extracting(PoolTask::getCameraId).containsExactly("cam-8");
    assertThat(
            admin
                .listPoolTasks(
                    ListPoolTasksRequest.newBuilder()
                        .addStates(PoolTaskState.POOL_TASK_WAITING_FOR_GRANT)
                        .build())
                .getTasksCount())
        .isEqualTo(3);
    assertThat(admin.getPool(GetPoolRequest.getDefaultInstance()).getTasksRunning()).isEqualTo(6);
  }

  @Test
  void tellsAndExportsWhatWasUsed() {
    List<io.cityward.alerts.compute.usage.UsageRow> rows = new ArrayList<>();
    List<ShareRow> shares = new ArrayList<>();
    for (int minute = 0; minute < 1500; minute++) {
      Instant at = DECEMBER.plusSeconds(minute * 60L);
      rows.add(
          new io.cityward.alerts.compute.usage.UsageRow(
              at,
              "w",
              "urban",
              FakePool.GARBAGE,
              "1.2.0",
              new CameraId("cam-1"),
              "=cmd()",
              new Frames(30, 60, 50, 5, 3, 2, 0, 0)));
      shares.add(new ShareRow(at, "w", "urban", new ShareRow.Shares(60, 30, 30, 0)));
    }
    usage.record(rows, shares);
    UsageFilter filter =
        UsageFilter.newBuilder().setFrom(time(DECEMBER)).setUntil(time(JANUARY)).build();
    QueryUsageResponse days =
        admin.queryUsage(
            QueryUsageRequest.newBuilder()
                .setFilter(filter)
                .setStep(UsageStep.USAGE_DAY)
                .addGroupBy(UsageDimension.USAGE_DEPARTMENT)
                .setPageSize(1)
                .build());
    UsageRow first = days.getRows(0);
    assertThat(first.getDepartment()).isEqualTo("urban");
    assertThat(first.getCuSeconds()).isEqualTo(1440 * 30);
    assertThat(first.getDepartmentUsage().getLent()).isEqualTo(1440 * 30);
    assertThat(days.getNextPageToken()).isNotEmpty();
    StringBuilder csv = new StringBuilder();
    admin
        .exportUsage(
            ExportUsageRequest.newBuilder()
                .setFilter(filter.toBuilder().setUntil(time(DECEMBER.plusSeconds(200_000))))
                .setStep(UsageStep.USAGE_MINUTE)
                .addGroupBy(UsageDimension.USAGE_SCENE)
                .build())
        .forEachRemaining(chunk -> csv.append(chunk.getCsv()));
    List<String> lines = csv.toString().lines().toList();
    assertThat(lines).hasSize(1501).doesNotHaveDuplicates();
    assertThat(lines.get(0)).startsWith("at,seconds,scene,cu_seconds,");
    assertThat(lines.get(1)).isEqualTo("2026-12-01T00:00:00Z,60,'=cmd(),30,60,50,5,3,2,0,0,0,0,0");
    assertThat(lines.get(1500)).startsWith("2026-12-02T00:59:00Z,");
  }

  @Test
  void refusesABadExportBeforeItBegins() {
    StatusRuntimeException refused =
        refused(() -> admin.exportUsage(ExportUsageRequest.getDefaultInstance()).next());
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void plansWhatADepartmentsGrantBuys() {
    approve(zhang.submitApplication(wish(40).build()));
    clock.set(DECEMBER);
    PlanTasksRequest.Builder plan =
        PlanTasksRequest.newBuilder()
            .addScenes(PlannedScene.newBuilder().setAlgorithm(FakePool.GARBAGE));
    assertThat(admin.planTasks(plan.setDepartmentId("urban").build()).getWords())
        .isEqualTo(
            "40 CU: 40 cameras continuously, or 1,200 visited every 15 minutes for 30 seconds");
    assertThat(admin.planTasks(plan.setCameras(9).build()).getComputeUnits()).isEqualTo(9);
    assertThat(admin.planTasks(plan.setComputeUnits(9.5).build()).getCamerasContinuously())
        .isEqualTo(9);
    assertThat(
            refused(() -> admin.planTasks(plan.setDepartmentId("nobody").build()))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
  }
}

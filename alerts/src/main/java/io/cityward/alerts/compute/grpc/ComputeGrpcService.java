package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.compute.PoolView;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.proto.v1.Application;
import io.cityward.proto.v1.CheckApplicationRequest;
import io.cityward.proto.v1.CheckApplicationResponse;
import io.cityward.proto.v1.ComputeServiceGrpc;
import io.cityward.proto.v1.CreateDepartmentRequest;
import io.cityward.proto.v1.DecideApplicationRequest;
import io.cityward.proto.v1.DeleteDepartmentRequest;
import io.cityward.proto.v1.DeleteDepartmentResponse;
import io.cityward.proto.v1.Department;
import io.cityward.proto.v1.ExportUsageRequest;
import io.cityward.proto.v1.GetApplicationRequest;
import io.cityward.proto.v1.GetPoolRequest;
import io.cityward.proto.v1.Grant;
import io.cityward.proto.v1.ListApplicationsRequest;
import io.cityward.proto.v1.ListApplicationsResponse;
import io.cityward.proto.v1.ListAuditRequest;
import io.cityward.proto.v1.ListAuditResponse;
import io.cityward.proto.v1.ListDepartmentsRequest;
import io.cityward.proto.v1.ListDepartmentsResponse;
import io.cityward.proto.v1.ListGrantsRequest;
import io.cityward.proto.v1.ListGrantsResponse;
import io.cityward.proto.v1.ListMembersRequest;
import io.cityward.proto.v1.ListMembersResponse;
import io.cityward.proto.v1.ListPoolTasksRequest;
import io.cityward.proto.v1.ListPoolTasksResponse;
import io.cityward.proto.v1.Member;
import io.cityward.proto.v1.PlanTasksRequest;
import io.cityward.proto.v1.PlanTasksResponse;
import io.cityward.proto.v1.Pool;
import io.cityward.proto.v1.QueryUsageRequest;
import io.cityward.proto.v1.QueryUsageResponse;
import io.cityward.proto.v1.RemoveMemberRequest;
import io.cityward.proto.v1.RemoveMemberResponse;
import io.cityward.proto.v1.RenameDepartmentRequest;
import io.cityward.proto.v1.RevokeGrantRequest;
import io.cityward.proto.v1.SetMemberRequest;
import io.cityward.proto.v1.SubmitApplicationRequest;
import io.cityward.proto.v1.UsageChunk;
import io.cityward.proto.v1.WatchPoolRequest;
import io.cityward.proto.v1.WithdrawApplicationRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code ComputeService}: departments, applications, grants, the pool and what was used of it.
 * Handlers block on the database.
 */
public final class ComputeGrpcService extends ComputeServiceGrpc.ComputeServiceImplBase
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ComputeGrpcService.class);

  private final DepartmentCalls departments;
  private final ApplicationCalls applications;
  private final GrantCalls grants;
  private final PoolCalls pool;
  private final UsageCalls usage;
  private final PoolWatches watches;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pool-watchers");
            thread.setDaemon(true);
            return thread;
          });

  public ComputeGrpcService(ComputeBook book, UsageBook used, PoolView view, PoolFacts facts) {
    departments = new DepartmentCalls(book);
    applications = new ApplicationCalls(book.applications());
    grants = new GrantCalls(book);
    pool = new PoolCalls(book, view, facts);
    usage = new UsageCalls(used);
    watches = new PoolWatches(pool::pool);
  }

  /** Begins to look at the pool for those who watch it, once a second. */
  public void start() {
    Future<?> ticking = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    if (ticking.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  /** By the ticker, once a second. */
  void tick() {
    try {
      watches.tick();
    } catch (RuntimeException e) {
      LOG.error("what the pool does could not be told", e);
    }
  }

  @Override
  public void listDepartments(
      ListDepartmentsRequest request, StreamObserver<ListDepartmentsResponse> observer) {
    GrpcErrors.answer(observer, () -> departments.list(request));
  }

  @Override
  public void createDepartment(
      CreateDepartmentRequest request, StreamObserver<Department> observer) {
    GrpcErrors.answer(observer, () -> departments.create(request));
  }

  @Override
  public void renameDepartment(
      RenameDepartmentRequest request, StreamObserver<Department> observer) {
    GrpcErrors.answer(observer, () -> departments.rename(request));
  }

  @Override
  public void deleteDepartment(
      DeleteDepartmentRequest request, StreamObserver<DeleteDepartmentResponse> observer) {
    GrpcErrors.answer(observer, () -> departments.delete(request));
  }

  @Override
  public void listMembers(
      ListMembersRequest request, StreamObserver<ListMembersResponse> observer) {
    GrpcErrors.answer(observer, () -> departments.members(request));
  }

  @Override
  public void setMember(SetMemberRequest request, StreamObserver<Member> observer) {
    GrpcErrors.answer(observer, () -> departments.set(request));
  }

  @Override
  public void removeMember(
      RemoveMemberRequest request, StreamObserver<RemoveMemberResponse> observer) {
    GrpcErrors.answer(observer, () -> departments.remove(request));
  }

  @Override
  public void submitApplication(
      SubmitApplicationRequest request, StreamObserver<Application> observer) {
    GrpcErrors.answer(observer, () -> applications.submit(request));
  }

  @Override
  public void checkApplication(
      CheckApplicationRequest request, StreamObserver<CheckApplicationResponse> observer) {
    GrpcErrors.answer(observer, () -> applications.check(request));
  }

  @Override
  public void withdrawApplication(
      WithdrawApplicationRequest request, StreamObserver<Application> observer) {
    GrpcErrors.answer(observer, () -> applications.withdraw(request));
  }

  @Override
  public void decideApplication(
      DecideApplicationRequest request, StreamObserver<Application> observer) {
    GrpcErrors.answer(observer, () -> applications.decide(request));
  }

  @Override
  public void getApplication(GetApplicationRequest request, StreamObserver<Application> observer) {
    GrpcErrors.answer(observer, () -> applications.get(request));
  }

  @Override
  public void listApplications(
      ListApplicationsRequest request, StreamObserver<ListApplicationsResponse> observer) {
    GrpcErrors.answer(observer, () -> applications.list(request));
  }

  @Override
  public void listGrants(ListGrantsRequest request, StreamObserver<ListGrantsResponse> observer) {
    GrpcErrors.answer(observer, () -> grants.list(request));
  }

  @Override
  public void revokeGrant(RevokeGrantRequest request, StreamObserver<Grant> observer) {
    GrpcErrors.answer(observer, () -> grants.revoke(request));
  }

  @Override
  public void getPool(GetPoolRequest request, StreamObserver<Pool> observer) {
    GrpcErrors.answer(observer, () -> pool.pool());
  }

  @Override
  public void listPoolTasks(
      ListPoolTasksRequest request, StreamObserver<ListPoolTasksResponse> observer) {
    GrpcErrors.answer(observer, () -> pool.tasks(request));
  }

  @Override
  public void queryUsage(QueryUsageRequest request, StreamObserver<QueryUsageResponse> observer) {
    GrpcErrors.answer(observer, () -> usage.query(request));
  }

  @Override
  public void planTasks(PlanTasksRequest request, StreamObserver<PlanTasksResponse> observer) {
    GrpcErrors.answer(observer, () -> pool.plan(request));
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> observer) {
    GrpcErrors.answer(observer, () -> grants.audit(request));
  }

  @Override
  public void watchPool(WatchPoolRequest request, StreamObserver<Pool> observer) {
    try {
      watches.open((ServerCallStreamObserver<Pool>) observer);
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  @Override
  public void exportUsage(ExportUsageRequest request, StreamObserver<UsageChunk> observer) {
    try {
      usage.export(request, (ServerCallStreamObserver<UsageChunk>) observer);
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  /** Ends the watches; may be called twice. */
  @Override
  public void close() {
    ticker.shutdownNow();
    watches.close();
  }
}

package io.cityward.alerts.compute.grpc;

import static io.cityward.alerts.wire.CommonWire.timestamp;

import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.UsageDimension;
import io.cityward.alerts.compute.usage.UsageFigures;
import io.cityward.alerts.compute.usage.UsageQuery;
import io.cityward.alerts.compute.usage.UsageStep;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.grpc.Token;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.DepartmentUsage;
import io.cityward.proto.v1.ExportUsageRequest;
import io.cityward.proto.v1.QueryUsageRequest;
import io.cityward.proto.v1.QueryUsageResponse;
import io.cityward.proto.v1.UsageChunk;
import io.cityward.proto.v1.UsageFilter;
import io.cityward.proto.v1.UsageRow;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The calls about what was used. */
final class UsageCalls {

  private static final int MOST_EXPORTS = 4;
  private static final UsageQuery NONE =
      new UsageQuery(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(1),
          UsageStep.MINUTE,
          Set.of());

  private final UsageBook usage;
  private final Semaphore exports = new Semaphore(MOST_EXPORTS);

  UsageCalls(UsageBook usage) {
    this.usage = usage;
  }

  QueryUsageResponse query(QueryUsageRequest request) {
    RequestCheck check = new RequestCheck();
    UsageQuery query =
        query(check, request.getFilter(), request.getStep(), request.getGroupByList());
    int size = check.pageSize(request.getPageSize());
    Object asked = request.toBuilder().clearPageToken().clearPageSize().build();
    long skip = check.skip(request.getPageToken(), asked);
    check.done();
    List<UsageFigures> page = usage.page(query, skip, size + 1);
    QueryUsageResponse.Builder response = QueryUsageResponse.newBuilder();
    page.stream().limit(size).map(UsageCalls::row).forEach(response::addRows);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(skip + size, asked));
    }
    return response.build();
  }

  /** Call it on the thread of the call, before that returns. */
  void export(ExportUsageRequest request, ServerCallStreamObserver<UsageChunk> observer) {
    RequestCheck check = new RequestCheck();
    UsageQuery query =
        query(check, request.getFilter(), request.getStep(), request.getGroupByList());
    check.done();
    if (!exports.tryAcquire()) {
      throw new CityException(
          ErrorCode.FULL, "exports: " + MOST_EXPORTS + " (expected: fewer at the same time)");
    }
    new UsageExport(usage, query, observer, exports::release).open();
  }

  private static UsageQuery query(
      RequestCheck check,
      UsageFilter filter,
      io.cityward.proto.v1.UsageStep wantedStep,
      List<io.cityward.proto.v1.UsageDimension> groupBy) {
    Set<String> departments =
        ComputeRequests.departments(check, "filter.departments", filter.getDepartmentsList());
    Set<String> algorithms =
        ComputeRequests.names(check, "filter.algorithms", filter.getAlgorithmsList());
    Set<CameraId> cameras =
        check.each("filter.camera_ids", filter.getCameraIdsList(), CameraId::new);
    Set<String> scenes = ComputeRequests.names(check, "filter.scenes", filter.getScenesList());
    Optional<Instant> from = check.time("filter.from", filter.hasFrom(), filter.getFrom());
    Optional<Instant> until = check.time("filter.until", filter.hasUntil(), filter.getUntil());
    if (!filter.hasFrom()) {
      check.note("filter.from", "missing", "a time");
    }
    if (!filter.hasUntil()) {
      check.note("filter.until", "missing", "a time after from");
    }
    UsageStep step =
        check.parsed(
            "step",
            UsageStep.DAY,
            () -> RequestCheck.choice(wantedStep, "USAGE_", UsageStep.class));
    Set<UsageDimension> apart =
        check.each(
            "group_by",
            groupBy,
            dimension -> RequestCheck.choice(dimension, "USAGE_", UsageDimension.class));
    if (from.isEmpty() || until.isEmpty()) {
      return NONE;
    }
    return check.nested(
        "filter",
        NONE,
        () ->
            new UsageQuery(
                departments, algorithms, cameras, scenes, from.get(), until.get(), step, apart));
  }

  private static UsageRow row(UsageFigures figures) {
    Frames frames = figures.frames();
    UsageRow.Builder row =
        UsageRow.newBuilder()
            .setAt(timestamp(figures.at()))
            .setSeconds(figures.step().seconds())
            .setDepartment(figures.of(UsageDimension.DEPARTMENT))
            .setAlgorithm(figures.of(UsageDimension.ALGORITHM))
            .setVersion(figures.of(UsageDimension.VERSION))
            .setCameraId(figures.of(UsageDimension.CAMERA))
            .setScene(figures.of(UsageDimension.SCENE))
            .setCuSeconds(frames.cuSeconds())
            .setFramesWanted(frames.wanted())
            .setFramesInferred(frames.inferred())
            .setFramesAnsweredWithout(frames.answeredWithout())
            .setDroppedReplaced(frames.replaced())
            .setDroppedTooLate(frames.tooLate())
            .setDroppedFailed(frames.failed())
            .setDroppedOther(frames.other())
            .setAlerts(figures.alerts())
            .setConfirmedAlerts(figures.confirmed())
            .setConfirmedPerCuHour(figures.yield());
    figures
        .shares()
        .ifPresent(
            shares ->
                row.setDepartmentUsage(
                    DepartmentUsage.newBuilder()
                        .setGuaranteed(shares.guaranteed())
                        .setUsed(shares.used())
                        .setLent(shares.lent())
                        .setBorrowed(shares.borrowed())));
    return row.build();
  }
}

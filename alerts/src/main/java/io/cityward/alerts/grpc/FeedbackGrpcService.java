package io.cityward.alerts.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.cityward.alerts.feedback.FeedbackExport;
import io.cityward.alerts.feedback.FeedbackQuery;
import io.cityward.alerts.feedback.FeedbackSummary;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.ExportFeedbackChunk;
import io.cityward.proto.v1.ExportFeedbackRequest;
import io.cityward.proto.v1.FeedbackServiceGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code FeedbackService}: exports run on threads of their own ({@code feedback-export}), few at a
 * time, since each reads as many pictures from the disk as its client takes.
 */
public final class FeedbackGrpcService extends FeedbackServiceGrpc.FeedbackServiceImplBase
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FeedbackGrpcService.class);
  private static final int AT_A_TIME = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FeedbackExport export;
  private final ThreadPoolExecutor threads;

  public FeedbackGrpcService(FeedbackExport export) {
    this.export = export;
    this.threads =
        new ThreadPoolExecutor(
            0,
            AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "feedback-export");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void exportFeedback(
      ExportFeedbackRequest request, StreamObserver<ExportFeedbackChunk> observer) {
    try {
      FeedbackQuery query = query(request);
      ServerCallStreamObserver<ExportFeedbackChunk> call =
          (ServerCallStreamObserver<ExportFeedbackChunk>) observer;
      ChunkStream stream = new ChunkStream(call, bytes -> call.onNext(data(bytes)), PATIENCE);
      call.setOnReadyHandler(stream::nudge);
      call.setOnCancelHandler(stream::cancel);
      start(() -> run(query, stream, call));
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  private void start(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new CityException(
          ErrorCode.FULL, "exports: " + AT_A_TIME + " are running (expected: fewer); try later", e);
    }
  }

  private void run(
      FeedbackQuery query,
      ChunkStream stream,
      ServerCallStreamObserver<ExportFeedbackChunk> observer) {
    try {
      FeedbackSummary summary = export.write(query, stream);
      stream.flush();
      observer.onNext(ExportFeedbackChunk.newBuilder().setSummary(wire(summary)).build());
      observer.onCompleted();
      log.info("feedback exported: {}", summary);
    } catch (IOException e) {
      log.warn("feedback export ends early: {}", e.getMessage());
      if (!observer.isCancelled()) {
        observer.onError(
            GrpcErrors.of(
                new CityException(ErrorCode.EXTERNAL_FAILED, "export: " + e.getMessage(), e)));
      }
    } catch (RuntimeException e) {
      if (!observer.isCancelled()) {
        observer.onError(GrpcErrors.of(e));
      }
    }
  }

  private static FeedbackQuery query(ExportFeedbackRequest request) {
    RequestCheck check = new RequestCheck();
    Set<CameraId> cameras = check.each("camera_ids", request.getCameraIdsList(), CameraId::new);
    Set<String> scenes = check.each("scenes", request.getScenesList(), AlertGrpcService::scene);
    Optional<Instant> from =
        check.time("raised_from", request.hasRaisedFrom(), request.getRaisedFrom());
    Optional<Instant> until =
        check.time("raised_until", request.hasRaisedUntil(), request.getRaisedUntil());
    check.done();
    return new FeedbackQuery(cameras, scenes, from, until);
  }

  private static ExportFeedbackChunk data(byte[] bytes) {
    // Nobody else holds these bytes.
    ByteString data = UnsafeByteOperations.unsafeWrap(bytes);
    return ExportFeedbackChunk.newBuilder().setData(data).build();
  }

  private static io.cityward.proto.v1.FeedbackSummary wire(FeedbackSummary summary) {
    var message =
        io.cityward.proto.v1.FeedbackSummary.newBuilder()
            .setConfirmed(summary.confirmed())
            .setRejected(summary.rejected());
    summary.skipped().forEach((why, count) -> message.putSkipped(why.words(), count));
    return message.build();
  }

  /** Ends the exports that run; their clients are told. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("an export is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

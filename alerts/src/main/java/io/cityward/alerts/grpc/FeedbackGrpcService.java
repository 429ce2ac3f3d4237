package io.cityward.alerts.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.cityward.alerts.feedback.FeedbackExport;
import io.cityward.alerts.feedback.FeedbackQuery;
import io.cityward.alerts.feedback.FeedbackSummary;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.ExportFeedbackChunk;
import io.cityward.proto.v1.ExportFeedbackRequest;
import io.cityward.proto.v1.FeedbackServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code FeedbackService}: verdicts as a labelled set. */
public final class FeedbackGrpcService extends FeedbackServiceGrpc.FeedbackServiceImplBase
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FeedbackGrpcService.class);

  private final FeedbackExport export;
  private final Exports exports = new Exports("feedback-export");

  public FeedbackGrpcService(FeedbackExport export) {
    this.export = export;
  }

  @Override
  public void exportFeedback(
      ExportFeedbackRequest request, StreamObserver<ExportFeedbackChunk> observer) {
    exports.answer(
        observer,
        () -> {
          FeedbackQuery query = query(request);
          return to -> write(query, to);
        },
        // Nobody else holds these bytes.
        bytes ->
            ExportFeedbackChunk.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(bytes))
                .build());
  }

  private ExportFeedbackChunk write(FeedbackQuery query, OutputStream to) throws IOException {
    FeedbackSummary summary = export.write(query, to);
    log.info("feedback exported: {}", summary);
    return ExportFeedbackChunk.newBuilder().setSummary(wire(summary)).build();
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
    exports.close();
  }
}

package io.cityward.app.server;

import io.cityward.alerts.algorithm.AlgorithmVersion;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.app.algorithms.AlgorithmDesk;
import io.cityward.app.algorithms.UploadOrder;
import io.cityward.app.algorithms.UploadProgress;
import io.cityward.core.CityException;
import io.cityward.proto.v1.UploadPackRequest;
import io.cityward.proto.v1.UploadStart;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * One {@code UploadPack}: the first message announces, chunks follow, the end of the stream takes
 * the pack in. What breaks off is forgotten at once. The caller's one thread at a time.
 */
final class PackUpload implements StreamObserver<UploadPackRequest> {

  private final AlgorithmDesk desk;
  private final StreamObserver<io.cityward.proto.v1.AlgorithmVersion> answer;
  private final Function<AlgorithmVersion, io.cityward.proto.v1.AlgorithmVersion> message;
  private UploadProgress progress;
  private boolean over;

  PackUpload(
      AlgorithmDesk desk,
      StreamObserver<io.cityward.proto.v1.AlgorithmVersion> answer,
      Function<AlgorithmVersion, io.cityward.proto.v1.AlgorithmVersion> message) {
    this.desk = desk;
    this.answer = answer;
    this.message = message;
  }

  @Override
  public void onNext(UploadPackRequest request) {
    guarded(
        () -> {
          switch (request.getPartCase()) {
            case START -> begin(request.getStart());
            case CHUNK -> append(request.getChunk().asReadOnlyByteBuffer());
            case PART_NOT_SET -> throw CityException.invalid("part", "none", "start or chunk");
          }
        });
  }

  private void begin(UploadStart start) {
    if (progress != null) {
      throw CityException.invalid("part", "a second start", "chunk");
    }
    UploadOrder order = AlgorithmCommands.order(start);
    Optional<AlgorithmVersion> made = Answers.of(desk.before(order));
    if (made.isPresent()) {
      answer(made.get());
    } else {
      progress = desk.beginAnew(order);
    }
  }

  private void append(ByteBuffer chunk) {
    if (progress == null) {
      throw CityException.invalid("part", "chunk", "start, as the first");
    }
    progress = desk.append(progress.id(), progress.received(), chunk);
  }

  @Override
  public void onCompleted() {
    guarded(
        () -> {
          if (progress == null) {
            throw CityException.invalid("part", "none", "start, as the first");
          }
          String id = progress.id();
          if (progress.received() < progress.bytes()) {
            throw CityException.invalid(
                "upload", progress.received() + " bytes", progress.bytes() + ", as announced");
          }
          answer(Answers.of(desk.finish(id)));
        });
  }

  @Override
  public void onError(Throwable broken) {
    over = true;
    forget();
  }

  private void answer(AlgorithmVersion version) {
    over = true;
    answer.onNext(message.apply(version));
    answer.onCompleted();
  }

  /** After an answer, what still comes is of no interest. */
  private void guarded(Runnable work) {
    if (over) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      over = true;
      forget();
      answer.onError(GrpcErrors.of(e));
    }
  }

  private void forget() {
    if (progress != null) {
      desk.abort(progress.id());
    }
  }
}

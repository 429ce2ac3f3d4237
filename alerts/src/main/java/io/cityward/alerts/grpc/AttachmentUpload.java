package io.cityward.alerts.grpc;

import com.google.protobuf.ByteString;
import io.cityward.alerts.attachment.Attachment;
import io.cityward.alerts.attachment.AttachmentOrder;
import io.cityward.alerts.book.AttachmentDesk;
import io.cityward.alerts.wire.SupervisionWire;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.AttachmentStart;
import io.cityward.proto.v1.UploadAttachmentRequest;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code UploadAttachment}: the first message announces, chunks follow, the end of the stream
 * takes the file in. What breaks off is forgotten at once. The caller's one thread at a time.
 */
final class AttachmentUpload implements StreamObserver<UploadAttachmentRequest> {

  private static final Logger log = LoggerFactory.getLogger(AttachmentUpload.class);
  private static final int LARGEST_CHUNK = 1 << 20;

  private final AttachmentDesk desk;
  private final Path incoming;
  private final String actor;
  private final StreamObserver<io.cityward.proto.v1.Attachment> answer;
  private AttachmentOrder order;
  private Path file;
  private OutputStream out;
  private long received;
  private boolean over;

  AttachmentUpload(
      AttachmentDesk desk,
      Path incoming,
      String actor,
      StreamObserver<io.cityward.proto.v1.Attachment> answer) {
    this.desk = desk;
    this.incoming = incoming;
    this.actor = actor;
    this.answer = answer;
  }

  @Override
  public void onNext(UploadAttachmentRequest request) {
    guarded(
        () -> {
          switch (request.getPartCase()) {
            case START -> begin(request.getStart());
            case CHUNK -> append(request.getChunk());
            case PART_NOT_SET -> throw CityException.invalid("part", "none", "start or chunk");
          }
        });
  }

  private void begin(AttachmentStart start) throws IOException {
    if (order != null) {
      throw CityException.invalid("part", "a second start", "chunk");
    }
    AttachmentOrder wanted = order(start);
    Optional<Attachment> made = Answers.of(desk.before(wanted));
    if (made.isPresent()) {
      answer(made.get());
      return;
    }
    desk.begin();
    order = wanted;
    file = Files.createTempFile(incoming, "attachment-", ".part");
    out = Files.newOutputStream(file);
  }

  private AttachmentOrder order(AttachmentStart start) {
    RequestCheck check = new RequestCheck();
    String name = check.text("file_name", start.getFileName(), 1, 200);
    if (name.chars().anyMatch(c -> c == '/' || c == '\\' || c == '\n')) {
      check.note("file_name", "a path", "a name");
    }
    if (!start.getSha256().matches("[0-9a-f]{64}")) {
      check.note("sha256", start.getSha256().length() + " characters", "64 lower-case hex digits");
    }
    AttachmentOrder wanted =
        new AttachmentOrder(
            SupervisionGrpcService.orderId(check, start.getWorkOrderId()),
            name,
            start.getBytes(),
            start.getSha256(),
            check.text("note", start.getNote(), 0, 500),
            actor,
            check.text("idempotency_key", start.getIdempotencyKey(), 1, 100));
    check.done();
    return wanted;
  }

  private void append(ByteString chunk) throws IOException {
    if (order == null) {
      throw CityException.invalid("part", "chunk", "start, as the first");
    }
    if (chunk.size() > LARGEST_CHUNK) {
      throw CityException.invalid("chunk", chunk.size() + " bytes", "at most " + LARGEST_CHUNK);
    }
    received += chunk.size();
    if (received > order.bytes()) {
      throw CityException.invalid(
          "upload", "more than " + order.bytes() + " bytes", order.bytes() + ", as announced");
    }
    chunk.writeTo(out);
  }

  @Override
  public void onCompleted() {
    guarded(
        () -> {
          if (order == null) {
            throw CityException.invalid("part", "none", "start, as the first");
          }
          if (received < order.bytes()) {
            throw CityException.invalid(
                "upload", received + " bytes", order.bytes() + ", as announced");
          }
          out.close();
          answer(Answers.of(desk.attach(order, file)));
        });
  }

  @Override
  public void onError(Throwable broken) {
    over = true;
    forget();
  }

  private void answer(Attachment attachment) {
    over = true;
    forget();
    answer.onNext(SupervisionWire.attachment(attachment));
    answer.onCompleted();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** After an answer, what still comes is of no interest. */
  private void guarded(Work work) {
    if (over) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      fail(new CityException(ErrorCode.EXTERNAL_FAILED, "upload: cannot be written: " + e, e));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    over = true;
    forget();
    answer.onError(GrpcErrors.of(e));
  }

  private void forget() {
    if (order != null) {
      order = null;
      desk.done();
      try {
        if (out != null) {
          out.close();
        }
        if (file != null) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        log.warn("{}: cannot be removed: {}", file, e.toString());
      }
    }
  }
}

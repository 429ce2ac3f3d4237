package io.cityward.alerts.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what is refused into a gRPC status with details that programs can read. */
public final class GrpcErrors {

  private static final Logger log = LoggerFactory.getLogger(GrpcErrors.class);
  private static final String DOMAIN = "cityward";

  private GrpcErrors() {}

  /**
   * Answers a unary call with what the work returns, or with the status of what it throws. A bug
   * becomes INTERNAL with a number that stands beside the stack trace in the log, and nothing else.
   */
  public static <T> void answer(StreamObserver<T> observer, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      observer.onError(of(e));
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  /** The status of anything that a handler threw. */
  public static StatusRuntimeException of(RuntimeException e) {
    if (e instanceof StatusRuntimeException status) {
      return status;
    }
    if (e instanceof CityException refused) {
      return refused.code() == ErrorCode.INVALID ? badRequest(refused) : refused(refused);
    }
    String number = UUID.randomUUID().toString();
    log.error("bug {}", number, e);
    return status(Code.INTERNAL, "internal error " + number, info("INTERNAL", Map.of()));
  }

  /** A refusal that the state of things gives reason for. */
  static StatusRuntimeException refusal(
      Code code, String reason, String message, Map<String, String> details) {
    return status(code, message, info(reason, details));
  }

  private static StatusRuntimeException refused(CityException e) {
    return status(codeOf(e.code()), e.getMessage(), info(e.code().name(), Map.of()));
  }

  private static Code codeOf(ErrorCode code) {
    return switch (code) {
      case INVALID -> Code.INVALID_ARGUMENT;
      case NOT_FOUND -> Code.NOT_FOUND;
      case ALREADY_EXISTS -> Code.ALREADY_EXISTS;
      case ILLEGAL_STATE, TOO_LATE -> Code.FAILED_PRECONDITION;
      case FULL -> Code.RESOURCE_EXHAUSTED;
      case EXTERNAL_FAILED -> Code.UNAVAILABLE;
      case INTERNAL -> Code.INTERNAL;
    };
  }

  private static StatusRuntimeException badRequest(CityException e) {
    BadRequest.Builder details = BadRequest.newBuilder();
    e.problems()
        .forEach(
            p -> details.addFieldViolationsBuilder().setField(p.name()).setDescription(p.text()));
    return status(Code.INVALID_ARGUMENT, e.getMessage(), Any.pack(details.build()));
  }

  private static Any info(String reason, Map<String, String> details) {
    return Any.pack(
        ErrorInfo.newBuilder().setReason(reason).setDomain(DOMAIN).putAllMetadata(details).build());
  }

  private static StatusRuntimeException status(Code code, String message, Any details) {
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(details)
            .build());
  }
}

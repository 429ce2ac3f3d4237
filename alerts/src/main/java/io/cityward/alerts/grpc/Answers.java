package io.cityward.alerts.grpc;

import com.google.rpc.Code;
import io.cityward.alerts.book.Outcome;

/** The answer to a command, or the status of its refusal. */
public final class Answers {

  private Answers() {}

  public static <T> T of(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Done<T> done) {
      return done.value();
    }
    Outcome.Refused<T> refused = (Outcome.Refused<T>) outcome;
    throw GrpcErrors.refusal(
        codeOf(refused.reason()), refused.reason().name(), refused.message(), refused.details());
  }

  private static Code codeOf(Outcome.Refusal reason) {
    return switch (reason) {
      case STALE_VERSION -> Code.ABORTED;
      case NOT_ALLOWED -> Code.PERMISSION_DENIED;
      default -> Code.FAILED_PRECONDITION;
    };
  }
}

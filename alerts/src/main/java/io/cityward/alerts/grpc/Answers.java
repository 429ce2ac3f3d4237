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
    Code code =
        refused.reason() == Outcome.Refusal.STALE_VERSION ? Code.ABORTED : Code.FAILED_PRECONDITION;
    throw GrpcErrors.refusal(code, refused.reason().name(), refused.message(), refused.details());
  }
}

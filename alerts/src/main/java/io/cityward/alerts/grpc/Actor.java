package io.cityward.alerts.grpc;

import io.cityward.core.CityException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.util.regex.Pattern;

/**
 * Who acts in a call: the metadata {@code cityward-actor}, put into the call's context. It is a
 * name, not a proof.
 */
public final class Actor implements ServerInterceptor {

  public static final Metadata.Key<String> HEADER =
      Metadata.Key.of("cityward-actor", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<String> KEY =
      Context.keyWithDefault("cityward-actor", "anonymous");
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@:/-]{0,63}");

  /** The actor of the current call; "anonymous" when the caller did not say. */
  public static String current() {
    return KEY.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String actor = headers.get(HEADER);
    if (actor == null) {
      return next.startCall(call, headers);
    }
    if (!FORM.matcher(actor).matches()) {
      StatusRuntimeException refused =
          GrpcErrors.of(
              CityException.invalid(
                  HEADER.name(),
                  actor.length() + " characters",
                  "1 to 64 of letters, digits, ' ' and ._@:/-, starting with a letter or digit"));
      call.close(refused.getStatus(), refused.getTrailers());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(Context.current().withValue(KEY, actor), call, headers, next);
  }
}

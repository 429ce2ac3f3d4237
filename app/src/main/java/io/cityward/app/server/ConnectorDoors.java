package io.cityward.app.server;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.alerts.dispatch.cloudevents.StatusReceiver;
import io.cityward.alerts.dispatch.open311.Open311Desk;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where other systems come in over plain HTTP: {@code POST /connectors/<name>/status} with signed
 * CloudEvents, and Open311 below {@code /open311/v2} where it is enabled.
 */
public final class ConnectorDoors {

  private static final String OPEN311 = "/open311/v2";
  private static final int LARGEST_REQUEST = 256 << 10;
  private static final int RETRY_SECONDS = 60;

  private final Optional<StatusReceiver> status;
  private final Optional<Open311Desk> open311;

  public ConnectorDoors(StatusReceiver status, Optional<Open311Desk> open311) {
    this(Optional.of(status), open311);
  }

  private ConnectorDoors(Optional<StatusReceiver> status, Optional<Open311Desk> open311) {
    this.status = status;
    this.open311 = open311;
  }

  /** Nobody comes in. */
  public static ConnectorDoors closed() {
    return new ConnectorDoors(Optional.empty(), Optional.empty());
  }

  void addTo(ServerBuilder builder) {
    status.ifPresent(
        receiver ->
            builder.service(
                "/connectors/{connector}/status",
                bounded((ctx, request) -> status(receiver, ctx, request))));
    open311.ifPresent(
        desk ->
            builder.serviceUnder(OPEN311, bounded((ctx, request) -> open311(desk, ctx, request))));
  }

  private interface Door {
    HttpResponse answer(ServiceRequestContext ctx, AggregatedHttpRequest request);
  }

  /** Reads the whole request, if it is no larger than such requests are, and answers it aside. */
  private static HttpService bounded(Door door) {
    return (ServiceRequestContext ctx, HttpRequest request) -> {
      ctx.setMaxRequestLength(LARGEST_REQUEST);
      return HttpResponse.of(
          request
              .aggregate()
              .thenApplyAsync(whole -> door.answer(ctx, whole), ctx.blockingTaskExecutor()));
    };
  }

  private static HttpResponse status(
      StatusReceiver receiver, ServiceRequestContext ctx, AggregatedHttpRequest request) {
    if (!request.method().name().equals("POST")) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    Function<String, String> header = name -> request.headers().get(name);
    StatusReceiver.Reply reply =
        receiver.receive(ctx.pathParam("connector"), header, request.content().array());
    return HttpResponse.of(
        HttpStatus.valueOf(reply.status()), MediaType.JSON_UTF_8, HttpData.ofUtf8(reply.body()));
  }

  private static HttpResponse open311(
      Open311Desk desk, ServiceRequestContext ctx, AggregatedHttpRequest request) {
    Map<String, String> params = new LinkedHashMap<>();
    ctx.queryParams().forEach((name, value) -> params.putIfAbsent(name, value));
    MediaType type = request.contentType();
    if (type != null && type.is(MediaType.FORM_DATA)) {
      QueryParams.fromQueryString(request.contentUtf8())
          .forEach((name, value) -> params.putIfAbsent(name, value));
    }
    Open311Desk.Reply reply =
        desk.answer(
            new Open311Desk.Call(
                request.method().name(),
                ctx.mappedPath(),
                params,
                request.headers().get(HttpHeaderNames.ACCEPT, ""),
                request.headers().get("idempotency-key", "")));
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.valueOf(reply.status()))
            .set(HttpHeaderNames.CONTENT_TYPE, reply.mediaType())
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (reply.status() == HttpStatus.TOO_MANY_REQUESTS.code()) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(reply.body()));
  }
}

package io.cityward.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.proto.v1.AlgorithmServiceGrpc;

/**
 * Lets the one call through that is longer than requests may be: an upload is bounded by the
 * algorithm repository, message by message.
 */
final class LongUploads {

  static final String PATH = "/" + AlgorithmServiceGrpc.getUploadPackMethod().getFullMethodName();

  private LongUploads() {}

  static HttpResponse allow(HttpService next, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.setMaxRequestLength(0);
    return next.serve(ctx, request);
  }
}

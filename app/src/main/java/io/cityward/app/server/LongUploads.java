package io.cityward.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.proto.v1.AlgorithmServiceGrpc;
import io.cityward.proto.v1.SupervisionServiceGrpc;

/**
 * Lets the calls through that are longer than requests may be: uploads are bounded by whoever takes
 * them, message by message.
 */
final class LongUploads {

  static final String PACKS = "/" + AlgorithmServiceGrpc.getUploadPackMethod().getFullMethodName();
  static final String ATTACHMENTS =
      "/" + SupervisionServiceGrpc.getUploadAttachmentMethod().getFullMethodName();

  private LongUploads() {}

  static HttpResponse allow(HttpService next, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.setMaxRequestLength(0);
    return next.serve(ctx, request);
  }
}

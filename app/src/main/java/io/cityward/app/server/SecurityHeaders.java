package io.cityward.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** What every answer tells a browser about how far it may trust this page. */
final class SecurityHeaders {

  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  private SecurityHeaders() {}

  static HttpResponse add(HttpService next, ServiceRequestContext ctx, HttpRequest request)
      throws Exception {
    ctx.mutateAdditionalResponseHeaders(
        headers ->
            headers
                .add("content-security-policy", CONTENT_POLICY)
                .add("x-content-type-options", "nosniff")
                .add("referrer-policy", "same-origin"));
    return next.serve(ctx, request);
  }
}

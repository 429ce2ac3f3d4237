package io.cityward.app.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;

/** A refused request as an answer over HTTP: a status, and the reason in words. */
final class HttpRefusal {

  private static final int RETRY_AFTER_SECONDS = 5;

  private HttpRefusal() {}

  static AggregatedHttpResponse of(CityException refused) {
    HttpStatus status = status(refused.code());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(status)
            .contentType(MediaType.PLAIN_TEXT_UTF_8)
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (status.equals(HttpStatus.SERVICE_UNAVAILABLE)) {
      headers.addInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(refused.getMessage() + "\n"));
  }

  /** What may be otherwise in a while is 503: browsers and proxies know to come again. */
  private static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case ALREADY_EXISTS -> HttpStatus.CONFLICT;
      case ILLEGAL_STATE, FULL, TOO_LATE, EXTERNAL_FAILED -> HttpStatus.SERVICE_UNAVAILABLE;
      case INTERNAL -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}

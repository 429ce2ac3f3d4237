package io.cityward.testkit;

/** The answers of RFC 2326, 7.1.1 that this server gives. */
enum RtspStatus {
  OK(200, "OK"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORISED(401, "Unauthorized"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  NOT_ACCEPTABLE(406, "Not Acceptable"),
  TOO_LARGE(413, "Request Entity Too Large"),
  PARAMETER_NOT_UNDERSTOOD(451, "Parameter Not Understood"),
  SESSION_NOT_FOUND(454, "Session Not Found"),
  NOT_VALID_IN_THIS_STATE(455, "Method Not Valid in This State"),
  INVALID_RANGE(457, "Invalid Range"),
  AGGREGATE_NOT_ALLOWED(459, "Aggregate Operation Not Allowed"),
  UNSUPPORTED_TRANSPORT(461, "Unsupported Transport"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "RTSP Version Not Supported"),
  OPTION_NOT_SUPPORTED(551, "Option Not Supported");

  private final int code;
  private final String reason;

  RtspStatus(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  String line() {
    return "RTSP/1.0 " + code + " " + reason;
  }
}

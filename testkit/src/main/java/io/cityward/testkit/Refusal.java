package io.cityward.testkit;

/** Ends the handling of a request early, with the answer to give. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RtspResponse response;

  Refusal(RtspStatus status) {
    this(status, RtspResponse.of(status));
  }

  Refusal(RtspStatus status, RtspResponse response) {
    super(status.line(), null, false, false);
    this.response = response;
  }

  RtspResponse response() {
    return response;
  }
}

package io.cityward.testkit;

/** What arrives on a control connection. */
sealed interface Inbound permits RtspRequest, Inbound.Interleaved, Inbound.Malformed {

  /** Binary data between the requests: RTCP of the client, which only says that it lives. */
  record Interleaved(int channel, int bytes) implements Inbound {}

  /** Not RTSP: answered, then the connection is closed, for nobody knows where it goes on. */
  record Malformed(RtspStatus status) implements Inbound {}
}

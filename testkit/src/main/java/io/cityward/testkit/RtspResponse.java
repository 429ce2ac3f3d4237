package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer: status, headers in order, and perhaps a body. */
final class RtspResponse {

  private final RtspStatus status;
  private final List<String> headers = new ArrayList<>();
  private String body = "";

  private RtspResponse(RtspStatus status) {
    this.status = status;
  }

  static RtspResponse of(RtspStatus status) {
    return new RtspResponse(status);
  }

  static RtspResponse ok() {
    return of(RtspStatus.OK);
  }

  RtspResponse with(String header, Object value) {
    headers.add(header + ": " + value);
    return this;
  }

  RtspResponse body(String type, String text) {
    body = text;
    return with("Content-Type", type)
        .with("Content-Length", text.getBytes(StandardCharsets.UTF_8).length);
  }

  /**
   * As it goes over the wire.
   *
   * @param sequence the request's CSeq; empty when it had none
   */
  ByteBuf encode(String sequence) {
    StringBuilder text = new StringBuilder(status.line()).append("\r\n");
    if (!sequence.isEmpty()) {
      text.append("CSeq: ").append(sequence).append("\r\n");
    }
    headers.forEach(header -> text.append(header).append("\r\n"));
    text.append("Server: Cityward camera simulator\r\n\r\n").append(body);
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}

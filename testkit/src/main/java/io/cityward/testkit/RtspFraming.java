package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells requests and interleaved binary data apart (RFC 2326, 10.12). Netty's own RTSP decoder is
 * made for HTTP's framing and takes a {@code $} frame for a broken request line.
 */
final class RtspFraming extends ByteToMessageDecoder {

  static final int MOST_HEAD_BYTES = 8 << 10;
  static final int MOST_BODY_BYTES = 64 << 10;

  private static final ByteBuf END_OF_HEAD =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  /** The request whose body is still on its way. */
  private RtspRequest head;

  private boolean broken;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (head != null) {
      body(in, out);
    } else if (in.getByte(in.readerIndex()) == '$') {
      interleaved(in, out);
    } else {
      head(in, out);
    }
  }

  private static void interleaved(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < 4) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 2);
    if (in.readableBytes() < 4 + length) {
      return;
    }
    out.add(new Inbound.Interleaved(in.getUnsignedByte(in.readerIndex() + 1), length));
    in.skipBytes(4 + length);
  }

  private void head(ByteBuf in, List<Object> out) {
    // Some clients send empty lines between requests.
    byte first = in.getByte(in.readerIndex());
    if (first == '\r' || first == '\n') {
      in.skipBytes(1);
      return;
    }
    int end = ByteBufUtil.indexOf(END_OF_HEAD, in);
    int length = end < 0 ? -1 : end - in.readerIndex();
    if (length < 0 ? in.readableBytes() > MOST_HEAD_BYTES : length > MOST_HEAD_BYTES) {
      refuse(RtspStatus.TOO_LARGE, in, out);
      return;
    }
    if (length < 0) {
      return;
    }
    String text = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
    in.skipBytes(4);
    RtspRequest.parse(text)
        .ifPresentOrElse(
            request -> begin(request, in, out), () -> refuse(RtspStatus.BAD_REQUEST, in, out));
  }

  private void begin(RtspRequest request, ByteBuf in, List<Object> out) {
    int length = request.contentLength();
    if (length == 0) {
      out.add(request);
    } else if (length < 0) {
      refuse(RtspStatus.BAD_REQUEST, in, out);
    } else if (length > MOST_BODY_BYTES) {
      refuse(RtspStatus.TOO_LARGE, in, out);
    } else {
      head = request;
    }
  }

  private void body(ByteBuf in, List<Object> out) {
    int length = head.contentLength();
    if (in.readableBytes() < length) {
      return;
    }
    out.add(head.withBody(in.readCharSequence(length, StandardCharsets.UTF_8).toString()));
    head = null;
  }

  private void refuse(RtspStatus status, ByteBuf in, List<Object> out) {
    broken = true;
    in.skipBytes(in.readableBytes());
    out.add(new Inbound.Malformed(status));
  }
}

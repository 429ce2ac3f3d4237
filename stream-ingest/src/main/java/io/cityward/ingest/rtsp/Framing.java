package io.cityward.ingest.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells messages and interleaved frames apart (RFC 2326, 10.12), in place: frames stay in the one
 * buffer until it is filled again. After bytes that are neither it looks for the next frame or
 * message, and gives up after {@value #MOST_JUNK} bytes without one. Not thread-safe.
 */
final class Framing {

  /** What the buffer holds next. */
  enum Event {
    /** Nothing whole: fill. */
    MORE,
    /** {@link #at()}, {@link #length()} and {@link #channel()} tell where. */
    FRAME,
    MESSAGE,
    /** Something that is nobody's; goes no further than this class. */
    NOTHING
  }

  /** Where bytes come from. */
  interface Source {

    /**
     * Blocks until something comes, unless it was made not to.
     *
     * @return how many bytes; -1 at the end
     */
    int read(ByteBuffer into) throws IOException;
  }

  static final int MOST_JUNK = 64 << 10;

  /** Room for the largest frame, and for the next one's beginning. */
  private static final int CAPACITY = 68 << 10;

  private static final int LITTLE_ROOM = 16 << 10;
  private static final int MOST_HEAD = 64 << 10;
  private static final int FRAME_HEADER = 4;
  private static final byte[][] BEGINNINGS = {
    ascii("RTSP/"),
    ascii("OPTIO"),
    ascii("GET_P"),
    ascii("SET_P"),
    ascii("ANNOU"),
    ascii("REDIR"),
    ascii("TEARD"),
    ascii("PAUSE"),
    ascii("DESCR")
  };

  private final ByteBuffer bytes = Buffers.take(CAPACITY);
  private int from;
  private int to;

  /** Up to here no message head ends. */
  private int scanned;

  private int rtpChannel = -1;
  private int rtcpChannel = -1;
  private int payloadType;

  private boolean greeted;
  private boolean inStep = true;
  private int junkRun;
  private long junk;

  private int frame;
  private int length;
  private int channel;

  private RtspMessage message;
  private byte[] body;
  private int bodyFilled;

  /** From now on frames are expected, on these channels. */
  void expect(int rtp, int rtcp, int type) {
    rtpChannel = rtp;
    rtcpChannel = rtcp;
    payloadType = type;
  }

  /**
   * Reads once, blocking if the source does.
   *
   * @return how many bytes came; -1 at the end
   */
  int fill(Source source) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
      scanned = 0;
    } else if (CAPACITY - to < LITTLE_ROOM) {
      bytes.put(0, bytes, from, to - from);
      to -= from;
      scanned = Math.max(0, scanned - from);
      from = 0;
    }
    bytes.limit(CAPACITY).position(to);
    int count = source.read(bytes);
    to += Math.max(0, count);
    return count;
  }

  Event next() throws RtspFailure {
    while (from < to || body != null) {
      Event event = body != null ? body() : inStep ? step() : search();
      if (event != Event.NOTHING) {
        return event;
      }
    }
    return Event.MORE;
  }

  /** The frame that was told last comes again. */
  void again() {
    from = frame;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Where the frame's payload begins. */
  int at() {
    return frame + FRAME_HEADER;
  }

  /** Of the frame's payload. */
  int length() {
    return length;
  }

  int channel() {
    return channel;
  }

  RtspMessage message() {
    return message;
  }

  /** Bytes skipped so far. */
  long junk() {
    return junk;
  }

  private Event step() throws RtspFailure {
    byte first = bytes.get(from);
    if (first == '$') {
      return frame();
    }
    if (first == '\r' || first == '\n') {
      from++;
      return Event.NOTHING;
    }
    if (to - from < 5 && first >= 'A' && first <= 'Z') {
      return Event.MORE;
    }
    return beginsMessage(from) ? head() : lost();
  }

  private Event frame() throws RtspFailure {
    if (to - from < FRAME_HEADER) {
      return Event.MORE;
    }
    int size = bytes.getShort(from + 2) & 0xffff;
    if (size > 0 && to - from > FRAME_HEADER && (bytes.get(from + 4) & 0xc0) != 0x80) {
      return lost();
    }
    if (to - from < FRAME_HEADER + size) {
      return Event.MORE;
    }
    frame = from;
    length = size;
    channel = bytes.get(from + 1) & 0xff;
    from += FRAME_HEADER + size;
    junkRun = 0;
    return channel == rtpChannel || channel == rtcpChannel ? Event.FRAME : Event.NOTHING;
  }

  private Event head() throws RtspFailure {
    int end = endOfHead();
    if (end < 0) {
      if (to - from >= MOST_HEAD) {
        throw RtspFailure.protocol("sends a message head of more than 64 KiB");
      }
      return Event.MORE;
    }
    Optional<RtspMessage> parsed = RtspMessage.parse(text(from, end));
    if (parsed.isEmpty()) {
      return lost();
    }
    greeted = true;
    junkRun = 0;
    from = end;
    message = parsed.get();
    body = new byte[message.contentLength()];
    bodyFilled = 0;
    return Event.NOTHING;
  }

  /** Behind the empty line; lines may end with LF alone. -1 if it has not come yet. */
  private int endOfHead() {
    for (int i = Math.max(from, scanned); i < to; i++) {
      boolean empty =
          bytes.get(i) == '\n'
              && i > from
              && (bytes.get(i - 1) == '\n'
                  || (i > from + 1 && bytes.get(i - 1) == '\r' && bytes.get(i - 2) == '\n'));
      if (empty) {
        scanned = 0;
        return i + 1;
      }
    }
    scanned = to;
    return -1;
  }

  private Event body() {
    int count = Math.min(body.length - bodyFilled, to - from);
    bytes.get(from, body, bodyFilled, count);
    from += count;
    bodyFilled += count;
    if (bodyFilled < body.length) {
      return Event.MORE;
    }
    message = message.withBody(body);
    body = null;
    return Event.MESSAGE;
  }

  private Event lost() throws RtspFailure {
    if (!greeted) {
      throw RtspFailure.protocol("answers, but not as an RTSP camera does");
    }
    inStep = false;
    return skip(from + 1);
  }

  private Event search() throws RtspFailure {
    for (int i = from; i < to; i++) {
      byte first = bytes.get(i);
      boolean candidate = first == '$' || first == 'R';
      if (candidate && to - i < 6) {
        skip(i);
        return Event.MORE;
      }
      if (candidate && (first == '$' ? plausible(i) : beginsMessage(i))) {
        inStep = true;
        return skip(i);
      }
    }
    return skip(to);
  }

  private Event skip(int position) throws RtspFailure {
    int count = position - from;
    junk += count;
    junkRun += count;
    from = position;
    scanned = 0;
    if (junkRun > MOST_JUNK) {
      throw RtspFailure.protocol("sends bytes that are no RTP");
    }
    return Event.NOTHING;
  }

  /** Whether a frame may begin here, when nothing before tells. */
  private boolean plausible(int i) {
    int size = bytes.getShort(i + 2) & 0xffff;
    int type = bytes.get(i + 5) & 0xff;
    int on = bytes.get(i + 1) & 0xff;
    boolean rtp = on == rtpChannel && size > RtpPacket.HEADER && (type & 0x7f) == payloadType;
    boolean rtcp = on == rtcpChannel && size >= 8 && type >= 200 && type <= 207;
    return (bytes.get(i + 4) & 0xc0) == 0x80 && (rtp || rtcp);
  }

  private boolean beginsMessage(int i) {
    for (byte[] beginning : BEGINNINGS) {
      if (matches(i, beginning)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(int i, byte[] beginning) {
    for (int k = 0; k < beginning.length; k++) {
      if (i + k >= to || bytes.get(i + k) != beginning[k]) {
        return false;
      }
    }
    return true;
  }

  private String text(int begin, int end) {
    byte[] copy = new byte[end - begin];
    bytes.get(begin, copy);
    return new String(copy, StandardCharsets.UTF_8).stripTrailing();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Hands its memory on; it is of no use after that. Once. */
  void release() {
    Buffers.giveBack(bytes);
  }
}

package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** A client on a raw socket, so that a test can say anything. Reads fail after 5 s of silence. */
final class RtspClient implements AutoCloseable {

  /** An interleaved frame. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int channel, byte[] bytes) {

    int sequence() {
      return (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    boolean marked() {
      return (bytes[1] & 0x80) != 0;
    }

    /** In 90 kHz ticks, 32 bits. */
    int rtpTime() {
      return word(4);
    }

    int word(int at) {
      return (bytes[at] & 0xff) << 24
          | (bytes[at + 1] & 0xff) << 16
          | (bytes[at + 2] & 0xff) << 8
          | (bytes[at + 3] & 0xff);
    }
  }

  record Response(int status, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String session() {
      return header("Session").replaceFirst(";.*", "");
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int sequence;

  RtspClient(RtspServer server) throws IOException {
    this(server, 1 << 16);
  }

  RtspClient(RtspServer server, int receiveBuffer) throws IOException {
    this(new Socket(), server.port(), receiveBuffer);
  }

  /** Over a socket that is not yet connected, as one of TLS. */
  RtspClient(Socket socket, int port, int receiveBuffer) throws IOException {
    this.socket = socket;
    socket.setReceiveBufferSize(receiveBuffer);
    // Without a name, for which TLS would look in the certificate.
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    socket.connect(new InetSocketAddress(loopback, port), 5000);
    socket.setSoTimeout(5000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Sends a request with the next CSeq and these header lines, and reads its answer. */
  Response ask(String method, String uri, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(method + " " + uri + " RTSP/1.0\r\n");
    text.append("CSeq: ").append(++sequence).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    Response response = say(text + "\r\n");
    if (!response.header("CSeq").equals(String.valueOf(sequence))) {
      throw new AssertionError("answer to another request: " + response);
    }
    return response;
  }

  /** Sets up and plays a camera over this connection; its session. */
  String play(String url) throws IOException {
    String session =
        ask("SETUP", url + "/video", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1").session();
    Response playing = ask("PLAY", url, "Session: " + session);
    if (playing.status() != 200) {
      throw new AssertionError(playing.toString());
    }
    return session;
  }

  Response say(String text) throws IOException {
    send(text.getBytes(UTF_8));
    return answer();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next answer; media before it is kept for {@link #frame()}. */
  Response answer() throws IOException {
    int first = in.read();
    while (first == '$') {
      frames.add(readFrame());
      first = in.read();
    }
    if (first < 0) {
      throw new EOFException("closed");
    }
    String line = (char) first + line();
    int status = Integer.parseInt(line.split(" ")[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(); !header.isEmpty(); header = line()) {
      String[] parts = header.split(": ", 2);
      headers.merge(parts[0], parts[1], (a, b) -> a + "\n" + b);
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    return new Response(status, headers, new String(in.readNBytes(length), UTF_8));
  }

  /** The next interleaved frame. */
  Frame frame() throws IOException {
    if (!frames.isEmpty()) {
      return frames.remove();
    }
    int first = in.read();
    if (first != '$') {
      throw new EOFException("no frame, but " + first);
    }
    return readFrame();
  }

  /** The next bytes, whatever they are. */
  byte[] raw(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** The first packet of the next picture, by its time. */
  Frame picture(Frame before) throws IOException {
    Frame next = rtp();
    while (next.rtpTime() == before.rtpTime()) {
      next = rtp();
    }
    return next;
  }

  /** The next RTP packet. */
  Frame rtp() throws IOException {
    Frame frame = frame();
    while (frame.channel() != 0) {
      frame = frame();
    }
    return frame;
  }

  /** The next RTCP packet. */
  Frame rtcp() throws IOException {
    Frame frame = frame();
    while (frame.channel() != 1) {
      frame = frame();
    }
    return frame;
  }

  /** How long a read may wait, in milliseconds. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  private Frame readFrame() throws IOException {
    int channel = in.read();
    return new Frame(channel, in.readNBytes(in.readUnsignedShort()));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed inside a line");
      }
      line.append((char) c);
    }
    return line.toString().trim();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

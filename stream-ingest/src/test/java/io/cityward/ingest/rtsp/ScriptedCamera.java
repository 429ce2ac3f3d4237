package io.cityward.ingest.rtsp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A camera that answers as a test says, on a real socket. */
final class ScriptedCamera implements AutoCloseable {

  static final String SDP =
      """
      v=0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0IAHg==,aM4=
      a=control:track1
      """;

  /** A key picture and what follows, framed, as two pictures of one packet each. */
  static final byte[] PICTURES =
      Packets.join(
          Packets.framed(0, Packets.rtp(1, 0, true, Packets.hex("6588aa"))),
          Packets.framed(0, Packets.rtp(2, 3600, true, Packets.hex("419abb"))));

  /**
   * What it does with a request; empty lines and interleaved data of the client are passed over.
   */
  interface Script {
    void take(Request request, Answer answer) throws IOException;
  }

  /**
   * @param connection counted from 1
   * @param headers by name in lower case
   */
  record Request(int connection, String method, String uri, Map<String, String> headers) {

    boolean is(String wanted) {
      return method.equals(wanted);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Where the answer to one request goes. */
  record Answer(Request request, Socket client, OutputStream out) {

    void say(int status, String... headers) throws IOException {
      say(status, "", headers);
    }

    void say(int status, String body, String[] headers) throws IOException {
      StringBuilder text = new StringBuilder("RTSP/1.0 " + status + " Said\r\n");
      text.append("CSeq: ").append(request.header("cseq")).append("\r\n");
      for (String header : headers) {
        text.append(header).append("\r\n");
      }
      if (!body.isEmpty()) {
        text.append("Content-Length: ").append(body.length()).append("\r\n");
      }
      raw(text.append("\r\n").append(body).toString().getBytes(US_ASCII));
    }

    void raw(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void hangUp() throws IOException {
      client.close();
    }

    /** What a camera without faults says. */
    void politely() throws IOException {
      switch (request.method()) {
        case "OPTIONS" -> say(200, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER");
        case "DESCRIBE" -> say(200, SDP, new String[] {"Content-Type: application/sdp"});
        case "SETUP" ->
            say(200, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1", "Session: 42;timeout=60");
        case "PLAY" -> {
          say(200, "Session: 42");
          raw(PICTURES);
        }
        default -> say(200);
      }
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final Script script;

  ScriptedCamera(Script script) throws IOException {
    this.script = script;
    Thread thread = new Thread(this::accept, "scripted-camera");
    thread.setDaemon(true);
    thread.start();
  }

  RtspRequest request() {
    return RtspRequest.of("127.0.0.1", port(), "/live/main?channel=1");
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return clients.size();
  }

  /** The methods it heard, in order. */
  List<String> methods() {
    return requests.stream().map(Request::method).toList();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        int number = clients.size();
        Thread thread = new Thread(() -> serve(client, number), "scripted-camera-" + number);
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client, int number) {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.endsWith(" RTSP/1.0")) {
          String[] words = line.split(" ");
          Request request = new Request(number, words[0], words[1], headers(in));
          requests.add(request);
          script.take(request, new Answer(request, client, client.getOutputStream()));
        }
      }
    } catch (IOException e) {
      // The client is gone, or the script hung up.
      return;
    }
  }

  private static Map<String, String> headers(BufferedReader in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    return headers;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}

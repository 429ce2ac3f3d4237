package io.cityward.ingest;

import io.cityward.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that is no camera, in several ways. */
final class FakeServer implements AutoCloseable {

  /** What it does with each connection. */
  private interface Manner {
    void serve(Socket client) throws IOException;
  }

  private final ServerSocket listener;
  private final Manner manner;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  private FakeServer(Manner manner) throws IOException {
    this.manner = manner;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Accepts, and says nothing. */
  static FakeServer mute() throws IOException {
    return new FakeServer(client -> {});
  }

  /** Answers whatever it is asked with this. */
  static FakeServer saying(String answer) throws IOException {
    return new FakeServer(
        client -> {
          OutputStream out = client.getOutputStream();
          out.write(answer.getBytes(StandardCharsets.US_ASCII));
          out.flush();
        });
  }

  /** Random bytes without end. */
  static FakeServer garbage() throws IOException {
    Random random = new Random(1);
    return new FakeServer(
        client -> {
          byte[] bytes = new byte[4096];
          while (true) {
            random.nextBytes(bytes);
            client.getOutputStream().write(bytes);
          }
        });
  }

  /** Speaks RTSP, but describes sound alone. */
  static FakeServer audioOnly() throws IOException {
    return describing("m=audio 0 RTP/AVP 0");
  }

  /** Speaks RTSP, and describes video that is neither H.264 nor H.265; sends none of it. */
  static FakeServer jpegByRtp() throws IOException {
    return describing("m=video 0 RTP/AVP 26");
  }

  private static FakeServer describing(String media) throws IOException {
    String sdp =
        String.join(
            "\r\n",
            "v=0",
            "o=- 0 0 IN IP4 127.0.0.1",
            "s=camera",
            "t=0 0",
            media,
            "a=control:track1",
            "");
    return new FakeServer(
        client -> {
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
          boolean describe = false;
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            describe |= line.startsWith("DESCRIBE");
            if (line.startsWith("CSeq:")) {
              String body = describe ? sdp : "";
              String answer =
                  String.join(
                      "\r\n",
                      "RTSP/1.0 200 OK",
                      line,
                      "Session: 1",
                      "Transport: RTP/AVP/TCP;unicast;interleaved=0-1",
                      "Public: DESCRIBE, SETUP, PLAY",
                      "Content-Type: application/sdp",
                      "Content-Length: " + body.length(),
                      "",
                      body);
              client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
              describe = false;
            }
          }
        });
  }

  String url() {
    return "rtsp://127.0.0.1:" + listener.getLocalPort() + "/stream";
  }

  void awaitClient() {
    Await.until(Witness.PATIENCE, () -> !clients.isEmpty(), "a client");
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        clients.add(client);
        Thread thread = new Thread(() -> serve(client), "fake-server-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      manner.serve(client);
    } catch (IOException e) {
      clients.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}

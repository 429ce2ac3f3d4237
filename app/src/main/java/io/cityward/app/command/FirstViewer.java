package io.cityward.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Watches each of some simulated cameras for a moment. A camera's time begins with its first PLAY
 * and then runs on, so these moments decide when its key frames come.
 */
final class FirstViewer {

  private FirstViewer() {}

  /** Returns once all have begun, evenly spread over a span. */
  static void spread(List<String> urls, Duration over) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < urls.size(); i++) {
      long due = start + over.toNanos() / urls.size() * i;
      Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())).toMillis());
      play(URI.create(urls.get(i)));
    }
  }

  private static void play(URI url) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      say(socket, "SETUP " + url + "/video", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1");
      String session = "";
      for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
        session = line.startsWith("Session:") ? line.replaceFirst(";.*", "") : session;
      }
      say(socket, "PLAY " + url, session);
      if (!answers.readLine().contains("200")) {
        throw new IOException(url + " does not play");
      }
    }
  }

  private static void say(Socket socket, String request, String header) throws IOException {
    String text = request + " RTSP/1.0\r\nCSeq: 1\r\n" + header + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}

package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.testkit.FfmpegPlayer.Decoded;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at a socket when the network fails; counted there and compared. */
class NetworkFaultIT {

  private RtspServer server;

  @BeforeEach
  void start() {
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("boxes", Clips.beginning(BundledClips.BOXES_H264, 25)))
            .camera(SimulatedCamera.looping("many", Clips.madeUp(VideoCodec.H264, 14_000, 14_000)))
            .build()
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void losesReordersAndDuplicatesOnTheWireWhatItCounts() throws IOException {
    server.network("many", new NetworkFault(0.2, 0.2, 0.2, 11));
    List<Integer> arrived = receive(200);
    NetworkFigures figures = server.networkFigures("many");
    Set<Integer> different = new HashSet<>(arrived);
    assertThat(figures.duplicated()).isEqualTo(arrived.size() - different.size()).isPositive();
    assertThat(figures.lost()).isPositive();
    assertThat(figures.taken() - figures.lost() - different.size())
        .as("held back when the stream stopped")
        .isBetween(0L, 10L);
    assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
  }

  @Test
  void doesTheSameToASecondViewer() throws IOException {
    server.network("many", new NetworkFault(0.2, 0.2, 0.2, 11));
    List<Integer> first = receive(200);
    List<Integer> second = receive(200);
    assertThat(fromZero(first).subList(0, 120)).isEqualTo(fromZero(second).subList(0, 120));
  }

  @Test
  void goesOnWholeWhenTheNetworkIsWell() throws Exception {
    server.network("boxes", new NetworkFault(0.3, 0, 0, 3));
    try (var player = new FfmpegPlayer(server.url("boxes"), "udp")) {
      player.play(20);
      server.network("boxes", NetworkFault.NONE);
      List<Decoded> pictures = player.play(55);
      assertThat(pictures.subList(40, 55)).noneMatch(Decoded::corrupt);
    }
    assertThat(server.networkFigures("boxes").lost()).isPositive();
  }

  /** The sequence numbers of what comes until so many packets are taken, then no more comes. */
  private List<Integer> receive(int packets) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (var client = new RtspClient(server);
        var rtp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        var rtcp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String url = server.url("many");
      String ports = rtp.getLocalPort() + "-" + rtcp.getLocalPort();
      String session =
          client
              .ask("SETUP", url + "/video", "Transport: RTP/AVP;unicast;client_port=" + ports)
              .session();
      long before = server.networkFigures("many").taken();
      client.ask("PLAY", url, "Session: " + session);
      rtp.setSoTimeout(5000);
      while (server.networkFigures("many").taken() - before < packets) {
        numbers.add(number(rtp));
      }
      client.ask("TEARDOWN", url, "Session: " + session);
      // All datagrams are in the socket when the answer is here; an own one marks the end.
      byte[] end = new byte[12];
      rtp.send(new DatagramPacket(end, end.length, rtp.getLocalSocketAddress()));
      for (int number = number(rtp); number >= 0; number = number(rtp)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The next packet's sequence number; -1 for what is not RTP. */
  private static int number(DatagramSocket socket) throws IOException {
    byte[] bytes = new byte[2048];
    socket.receive(new DatagramPacket(bytes, bytes.length));
    return bytes[0] == 0 ? -1 : (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
  }

  private static List<Integer> fromZero(List<Integer> numbers) {
    int least = numbers.stream().mapToInt(Integer::intValue).min().orElseThrow();
    return numbers.stream().map(number -> number - least).toList();
  }
}

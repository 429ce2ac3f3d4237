package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.RtspClient.Frame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManyCamerasIT {

  private static final int CAMERAS = 50;
  private static final int PICTURES = 60;

  @Test
  void playsFiftyCamerasAtOnceFromOneClipWithoutLosingAPacket() throws IOException {
    Clip clip = Clips.bundled(BundledClips.BOXES_H264);
    RtspServer.Builder builder = RtspServer.builder();
    for (int i = 0; i < CAMERAS; i++) {
      builder.camera(SimulatedCamera.looping("cam-" + i, clip));
    }
    List<RtspClient> clients = new ArrayList<>();
    try (RtspServer server = builder.build().start()) {
      for (int i = 0; i < CAMERAS; i++) {
        clients.add(new RtspClient(server));
        clients.get(i).play(server.url("cam-" + i));
      }
      Set<Integer> sources = new HashSet<>();
      for (RtspClient client : clients) {
        sources.add(readPictures(client, PICTURES));
      }
      assertThat(sources).as("each camera is its own source").hasSize(CAMERAS);
    } finally {
      for (RtspClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void playsFortyNineCamerasWhileOneIsMute() throws IOException {
    Clip clip = Clips.beginning(BundledClips.BOXES_H264, 25);
    RtspServer.Builder builder = RtspServer.builder();
    List<SimulatedCamera> cameras = new ArrayList<>();
    for (int i = 0; i < CAMERAS; i++) {
      cameras.add(SimulatedCamera.looping("cam-" + i, clip));
    }
    SimulatedCamera.spread(cameras).forEach(builder::camera);
    List<RtspClient> clients = new ArrayList<>();
    try (RtspServer server = builder.build().start()) {
      server.fault("cam-17", Fault.MUTE);
      for (int i = 0; i < CAMERAS; i++) {
        clients.add(new RtspClient(server));
      }
      RtspClient unheard = clients.remove(17);
      unheard.patience(300);
      assertThatThrownBy(() -> unheard.play(server.url("cam-17")))
          .isInstanceOf(SocketTimeoutException.class);
      for (int i = 0; i < clients.size(); i++) {
        clients.get(i).play(server.url("cam-" + (i < 17 ? i : i + 1)));
      }
      for (RtspClient client : clients) {
        readPictures(client, 20);
      }
      unheard.close();
    } finally {
      for (RtspClient client : clients) {
        client.close();
      }
    }
  }

  /** The stream's SSRC. */
  private static int readPictures(RtspClient client, int most) throws IOException {
    Frame last = client.rtp();
    for (int pictures = last.marked() ? 1 : 0; pictures < most; ) {
      Frame packet = client.rtp();
      assertThat(packet.sequence()).isEqualTo((last.sequence() + 1) & 0xffff);
      pictures += packet.marked() ? 1 : 0;
      last = packet;
    }
    return last.word(8);
  }
}

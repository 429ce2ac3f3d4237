package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class CameraProcessIT {

  @Test
  void stopsGoesOnDiesAndComesBackOnTheSamePort() throws IOException {
    try (CameraProcess cameras = CameraProcess.playing(BundledClips.BOXES_H264).start()) {
      int port = cameras.port();
      String url = cameras.url(BundledClips.BOXES_H264);
      try (var client = new RtspClient(new Socket(), port, 1 << 16)) {
        client.play(url);
        client.rtp();
        cameras.stop();
        client.patience(300);
        assertThatThrownBy(() -> frames(client, 1000)).isInstanceOf(SocketTimeoutException.class);
        assertThat(cameras.running()).as("it is there, but stands").isTrue();
        cameras.resume();
        client.patience(5000);
        frames(client, 30);
        cameras.kill();
        assertThatThrownBy(() -> frames(client, 1000))
            .isInstanceOfAny(EOFException.class, SocketException.class);
      }
      assertThatThrownBy(() -> new RtspClient(new Socket(), port, 1 << 16))
          .isInstanceOf(SocketException.class);
      cameras.start();
      assertThat(cameras.port()).isEqualTo(port);
      try (var client = new RtspClient(new Socket(), port, 1 << 16)) {
        client.play(url);
        frames(client, 3);
      }
    }
  }

  @Test
  void saysThatAClipIsNotThere() {
    try (CameraProcess cameras = CameraProcess.playing("nothing")) {
      assertThatThrownBy(cameras::start)
          .isInstanceOf(CityException.class)
          .hasMessageContaining("ended before it listened");
      assertThat(cameras.running()).isFalse();
      assertThatThrownBy(cameras::stop).hasMessage("camera process: not running");
      assertThatThrownBy(() -> cameras.url("other")).hasMessageContaining("no such camera");
    }
  }

  private static void frames(RtspClient client, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      client.frame();
    }
  }
}

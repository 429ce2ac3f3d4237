package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.SourceState.Kind;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.Credentials;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeIT {

  @TempDir private Path clips;

  @Test
  void tellsWhatACameraSends() throws IOException {
    Clip clip = Clip.open(BundledClips.extract(BundledClips.BOXES_H265, clips));
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3));
    try (RtspServer server =
        RtspServer.builder()
            .clock(ahead)
            .camera(
                SimulatedCamera.looping("cam", clip)
                    .guardedBy(new Credentials("operator", "secret")))
            .build()
            .start()) {
      StreamUrl url = StreamUrl.parse(server.url("cam")).withCredentials("operator", "secret");
      ProbeReport report = look(url, Duration.ofSeconds(15));

      assertThat(report.works()).isTrue();
      assertThat(report.url()).isEqualTo(server.url("cam"));
      assertThat(report.stream()).contains(new StreamInfo("hevc", 640, 360, 25));
      assertThat(report.gopFrames()).isEqualTo(50);
      assertThat(report.gop()).isEqualTo(Duration.ofSeconds(2));
      assertThat(report.firstFrameAfter().orElseThrow()).isLessThan(Duration.ofSeconds(5));
      assertThat(report.clockOffset().orElseThrow())
          .isBetween(Duration.ofSeconds(175), Duration.ofSeconds(185));
      var snapshot = ImageIO.read(new ByteArrayInputStream(report.snapshot().orElseThrow()));
      assertThat(snapshot.getWidth()).isEqualTo(640);
    }
  }

  @Test
  void saysWhyThereIsNoPictureWithinItsTime() throws IOException {
    try (FakeServer mute = FakeServer.mute()) {
      ProbeReport report = look(StreamUrl.parse(mute.url()), Duration.ofMillis(700));

      assertThat(report.works()).isFalse();
      assertThat(report.state().kind()).isEqualTo(Kind.STALLED);
      assertThat(report.state().reason()).contains("did not answer within 0.7 s");
      assertThat(report.snapshot()).isEmpty();
      assertThat(report.stream()).isEmpty();
    }
  }

  @Test
  void isContentWithOnePictureWhenTheSecondKeyFrameIsTooFar() {
    Clip clip = Clip.open(BundledClips.extract(BundledClips.BOXES_H264, clips));
    try (RtspServer server =
        RtspServer.builder().camera(SimulatedCamera.looping("cam", clip)).build().start()) {
      ProbeReport report = look(StreamUrl.parse(server.url("cam")), Duration.ofMillis(1500));

      assertThat(report.works()).isTrue();
      assertThat(report.gopFrames()).isZero();
      assertThat(report.gop()).isZero();
    }
  }

  private static ProbeReport look(StreamUrl url, Duration limit) {
    return Probe.look(url, SessionSettings.DEFAULTS, limit, Clock.systemUTC());
  }
}

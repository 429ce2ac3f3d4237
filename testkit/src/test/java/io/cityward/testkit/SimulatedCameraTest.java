package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedCameraTest {

  private final Clip clip = Clips.bundled(BundledClips.BOXES_H264);
  private final SimulatedCamera camera = SimulatedCamera.looping("cam", clip);

  @Test
  void spreadsCopiesOverTheClipAndBetweenItsKeyFrames() {
    List<SimulatedCamera> copies =
        IntStream.range(0, 6).mapToObj(i -> SimulatedCamera.looping("cam-" + i, clip)).toList();
    List<Long> phases =
        SimulatedCamera.spread(copies).stream().map(c -> c.phase().get().toMillis()).toList();
    assertThat(phases).containsExactly(0L, 333L, 2666L, 3000L, 5333L, 5666L);
    assertThat(phases.stream().map(phase -> phase % 2000).distinct()).hasSize(6);
  }

  @Test
  void keepsItsOtherTraitsWhenOneIsSet() {
    SimulatedCamera made =
        camera
            .guardedBy(new Credentials("admin", "s3cret"))
            .phase(Duration.ofSeconds(1))
            .firstSequence(7)
            .firstRtpTime(8)
            .markers(Markers.NONE);
    assertThat(made.credentials()).isPresent();
    assertThat(made.phase()).hasValue(Duration.ofSeconds(1));
    assertThat(made.rtp().firstSequence()).hasValue(7);
    assertThat(made.rtp().firstTime()).hasValue(8);
    assertThat(made.rtp().markers()).isEqualTo(Markers.NONE);
    assertThat(made.loop()).isTrue();
  }

  @Test
  void saysWhichNumberIsWrong() {
    assertThatThrownBy(() -> camera.firstSequence(65_536))
        .isInstanceOf(CityException.class)
        .hasMessage("first sequence number: 65536 (expected: 0 to 65535)");
    assertThatThrownBy(() -> camera.firstRtpTime(-1))
        .hasMessage("first RTP time: -1 (expected: 0 to 4294967295)");
    assertThatThrownBy(() -> camera.phase(Duration.ofSeconds(-1)))
        .hasMessage("phase of camera cam: PT-1S (expected: zero or more)");
  }
}

package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.ingest.DecodePolicy.Fps;
import io.cityward.ingest.DecodePolicy.KeyFrames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodePolicyTest {

  private static final KeyFrames EACH_4_S = new KeyFrames(Duration.ofSeconds(4));

  @Test
  void wantsNothingWithoutTasks() {
    assertThat(DecodePolicy.strongest(List.of())).isEqualTo(DecodePolicy.NONE);
  }

  @Test
  void givesEachTaskAtLeastWhatItAskedFor() {
    assertThat(DecodePolicy.strongest(List.of(DecodePolicy.NONE, EACH_4_S))).isEqualTo(EACH_4_S);
    assertThat(DecodePolicy.strongest(List.of(DecodePolicy.KEY_FRAMES, EACH_4_S)))
        .isEqualTo(EACH_4_S);
    assertThat(DecodePolicy.strongest(List.of(new Fps(2), EACH_4_S, new Fps(5))))
        .isEqualTo(new Fps(5));
    assertThat(DecodePolicy.strongest(List.of(new Fps(0.1), EACH_4_S))).isEqualTo(new Fps(0.25));
    assertThat(DecodePolicy.strongest(List.of(new Fps(9), DecodePolicy.ALL, EACH_4_S)))
        .isEqualTo(DecodePolicy.ALL);
  }

  @Test
  void refusesAWaitThatMakesNoSense() {
    assertThatThrownBy(() -> new KeyFrames(Duration.ZERO))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("longestWait: PT0S (expected: PT0.1S to PT1H)");
  }
}

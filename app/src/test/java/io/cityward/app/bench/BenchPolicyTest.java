package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.ingest.DecodePolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchPolicyTest {

  private static final BenchClip CLIP =
      new BenchClip(
          Path.of("street.mp4"),
          "street",
          "H264",
          1920,
          1080,
          25,
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          4_000_000);

  @ParameterizedTest
  @CsvSource({
    "key-frames,key-frames,PT2S",
    "keyframes,key-frames,PT2S",
    "KEYFRAMES,key-frames,PT2S",
    "KEY_FRAMES,key-frames,PT2S",
    "all,all,PT0.04S",
    "fps:5,fps:5,PT0.2S",
    "fps(5),fps:5,PT0.2S",
    "fps:0.5,fps:0.5,PT2S",
    "fps:60,fps:60,PT0.04S"
  })
  void isNamedInSeveralWaysAndKnowsWhenItsNextFrameIsDue(
      String text, String name, Duration interval) {
    BenchPolicy policy = BenchPolicy.parse(text);
    assertThat(policy.name()).isEqualTo(name);
    assertThat(policy.interval(CLIP)).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "key", "fps", "fps:", "fps:x", "fps:0", "fps:1.2.3", "fps(5", "fps:241"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> BenchPolicy.parse(text))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void theReferenceIsToldToDoTheSameWork() {
    assertThat(BenchPolicy.parse("key-frames").decoding()).containsExactly("-skip_frame", "nokey");
    assertThat(BenchPolicy.parse("fps:5").decoding()).isEmpty();
    assertThat(BenchPolicy.parse("fps:5").thinning()).containsExactly("-vf", "fps=5.0");
    assertThat(BenchPolicy.parse("all").policy()).isEqualTo(DecodePolicy.ALL);
    assertThat(BenchPolicy.parse("all").thinning()).isEmpty();
  }
}

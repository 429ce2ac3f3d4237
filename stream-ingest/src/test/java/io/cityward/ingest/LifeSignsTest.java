package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeSignsTest {

  private static final long START = 7_000_000_000L;

  private final LifeSigns signs = new LifeSigns(Duration.ofSeconds(10));

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 3})
  void isContentWithAStreamWhoseTimeGoesOn(double speed) {
    assertThatCode(() -> play(60, 0.04, speed)).doesNotThrowAnyException();
  }

  @Test
  void isContentWithOneFrameEachFiveSeconds() {
    assertThatCode(() -> play(60, 5, 1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02, 0.2, -1})
  void namesAStreamWhoseTimeStandsStillOrCrawls(double speed) {
    assertThatThrownBy(() -> play(11, 0.04, speed))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("their time stands still");
  }

  @Test
  void namesAStreamThatGivesNoPicture() {
    assertThatCode(() -> decode(9, true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> decode(2, true))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("none of the last 11 gave a picture in 10.0 s");
  }

  @Test
  void forgivesSomeBrokenPictures() throws SourceFailure {
    decode(9, true);
    signs.picture();

    assertThatCode(() -> decode(10, true)).doesNotThrowAnyException();
  }

  @Test
  void isMorePatientWhereNoKeyFrameComesThrough() {
    assertThatCode(() -> decode(30, false)).doesNotThrowAnyException();
    assertThatThrownBy(() -> decode(2, false)).hasMessageContaining("gave a picture in 30.0 s");
  }

  private long second;

  private void decode(int seconds, boolean key) throws SourceFailure {
    for (int i = 0; i < seconds; i++) {
      signs.decoded(key, START + second++ * 1_000_000_000);
    }
  }

  private void play(double seconds, double step, double speed) throws SourceFailure {
    for (double at = 0; at <= seconds; at += step) {
      signs.packet(Math.round(at * speed * 1e6), START + Math.round(at * 1e9));
    }
  }
}

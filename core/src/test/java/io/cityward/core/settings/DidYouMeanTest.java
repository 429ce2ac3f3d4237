package io.cityward.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {

  private static final List<String> KEYS = List.of("dwell", "cameras", "server");

  @Test
  void findsASlipOfTheFinger() {
    assertThat(DidYouMean.among(KEYS, "dwel")).contains("dwell");
    assertThat(DidYouMean.among(KEYS, "camera")).contains("cameras");
    assertThat(DidYouMean.among(List.of("host", "port"), "hots")).contains("host");
  }

  @Test
  void doesNotGuessWhatIsFarAway() {
    assertThat(DidYouMean.among(KEYS, "password")).isEmpty();
  }
}

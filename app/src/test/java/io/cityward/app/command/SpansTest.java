package io.cityward.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "5m, PT5M", "1h, PT1H", "PT1M30S, PT90S"})
  void readsWhatPeopleType(String text, Duration span) {
    assertThat(new Spans().convert(text)).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "soon", "0s", "-5s", "PT-5S", "5 m", ""})
  void refusesWhatIsNoSpan(String text) {
    assertThatThrownBy(() -> new Spans().convert(text))
        .hasMessageContaining("'" + text + "' (expected: a span such as 90s");
  }
}

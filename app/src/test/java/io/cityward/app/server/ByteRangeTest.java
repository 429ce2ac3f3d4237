package io.cityward.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 9",
    "bytes=10-, 10, 99",
    "bytes=-30, 70, 99",
    "bytes=90-1000, 90, 99",
    "bytes=-1000, 0, 99"
  })
  void readsWhatPlayersAskFor(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=100-",
        "bytes=5-4",
        "bytes=0-1,3-4",
        "chunks=0-1",
        "bytes=x-y",
        "",
        "bytes=99999999999999999999-",
        "bytes=-0"
      })
  void refusesWhatCannotBeSatisfied(String header) {
    assertThat(ByteRange.parse(header, 100)).isEmpty();
  }

  @Test
  void countsBothEnds() {
    assertThat(new ByteRange(3, 3).length()).isEqualTo(1);
  }
}

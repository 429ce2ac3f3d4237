package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecStringTest {

  @ParameterizedTest
  @CsvSource({
    // High 3.1; constrained baseline 3.0; main 4.0
    "avcC, 0164001f, avc1.64001f",
    "avcC, 0142c01e, avc1.42c01e",
    "avcC, 014d4028, avc1.4d4028",
    // Main 3.1 as x265 writes it; main 10, high tier, 5.1; with a profile space
    "hvcC, 0101600000009000000000005d, hvc1.1.6.L93.90",
    "hvcC, 012220000000b0000000000099, hvc1.2.4.H153.B0",
    "hvcC, 01416000000000000000000078, hvc1.A1.6.L120",
    "hvcC, 0101600000009000000100005d, hvc1.1.6.L93.90.0.0.1",
  })
  void namesTheCodecToTheLetter(String box, String content, String expected) {
    assertThat(CodecString.of(stream(box, content))).isEqualTo(expected);
  }

  @Test
  void refusesWhatBrowsersDoNotPlay() {
    assertThatThrownBy(() -> CodecString.of(stream("esds", "00000000")))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("expected: h264 or hevc");
  }

  private static byte[] stream(String box, String content) {
    String name = HexFormat.of().formatHex(box.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().parseHex("000000206674797000000040" + name + content);
  }
}

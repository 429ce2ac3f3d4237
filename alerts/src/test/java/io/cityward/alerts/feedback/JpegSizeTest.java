package io.cityward.alerts.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegSizeTest {

  @Test
  void tellsTheSizeOfARealJpeg() {
    assertThat(JpegSize.of(Pictures.jpeg(640, 360))).contains(new JpegSize(640, 360));
  }

  @Test
  void whatIsCutShortOrNoJpegHasNone() {
    byte[] jpeg = Pictures.jpeg(64, 48);
    for (int length = 0; length < 100; length++) {
      assertThat(JpegSize.of(Arrays.copyOf(jpeg, length))).isEmpty();
    }
    assertThat(
            JpegSize.of("no picture at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .isEmpty();
    byte[] noise = new byte[4096];
    Arrays.fill(noise, (byte) 0xFF);
    noise[1] = (byte) 0xD8;
    assertThat(JpegSize.of(noise)).isEmpty();
  }
}

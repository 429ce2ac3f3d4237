package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpTest {

  @Test
  void tiesRtpTimeToTheWallClock() {
    Instant noon = Instant.parse("2026-11-23T12:00:00.500Z");
    ByteBuf report = Rtcp.senderReport(7, "north", noon, -5, 0x1_0000_0002L, 9);
    assertThat(report.getUnsignedByte(1)).isEqualTo((short) 200);
    assertThat(report.getInt(4)).isEqualTo(7);
    assertThat(report.getUnsignedInt(8) - 2_208_988_800L).isEqualTo(noon.getEpochSecond());
    assertThat(report.getUnsignedInt(12)).isEqualTo(1L << 31);
    assertThat(report.getInt(16)).isEqualTo(-5);
    assertThat(report.getInt(20)).isEqualTo(2);
    assertThat(report.getInt(24)).isEqualTo(9);
    report.release();
  }

  /** Lengths around the word boundary, for the padding is easily one word off. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc", "abcd", "abcde", "abcdef"})
  void fillsWholeWordsAndNamesTheCamera(String name) {
    ByteBuf bye = Rtcp.bye(7, name);
    StringBuilder types = new StringBuilder();
    while (bye.isReadable()) {
      int begin = bye.readerIndex();
      int type = bye.getUnsignedByte(begin + 1);
      int bytes = 4 + 4 * bye.getUnsignedShort(begin + 2);
      types.append(type).append(' ');
      if (type == 202) {
        int length = bye.getUnsignedByte(begin + 9);
        assertThat(bye.toString(begin + 10, length, StandardCharsets.UTF_8)).isEqualTo(name);
        assertThat(bye.getByte(begin + bytes - 1)).isZero();
      }
      bye.skipBytes(bytes);
    }
    assertThat(types).hasToString("201 202 203 ");
    bye.release();
  }
}

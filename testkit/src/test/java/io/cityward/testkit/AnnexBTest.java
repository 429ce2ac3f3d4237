package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnexBTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "'', ''",
    "6541, ''",
    "00000165, 65",
    "0000000165ff, 65ff",
    "000001670102000001680300000165aa, 670102 6803 65aa",
    "00000001670000000168000000000165, 67 68 65",
    "00000165aa0000, 65aa",
    "00000165aa000001, 65aa",
    "000001000001, ''",
    "0000016500000301, 6500000301",
  })
  void splitsAtStartCodesAndDropsTrailingZeros(String stream, String nals) {
    List<String> found =
        AnnexB.split(HexFormat.of().parseHex(stream)).stream().map(ByteBufUtil::hexDump).toList();
    assertThat(String.join(" ", found)).isEqualTo(nals);
  }
}

package io.cityward.alerts.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a4649460001, JPEG",
    "89504e470d0a1a0a0000000d, PNG",
    "524946462a00000057454250, WEBP",
    "0000001c6674797069736f6d, MP4",
    "255044462d312e370a25e2e3, PDF",
    "3c68746d6c3e3c7363726970,",
    "4d5a90000300000004000000,",
    "504b03041400000008000000,",
    "474946383961010001000000,",
    "524946462a00000041564920,",
    "ffd8,",
    "'',",
  })
  void isWhatItsFirstBytesSay(String head, FileType type) {
    assertThat(FileType.of(HexFormat.of().parseHex(head)).orElse(null)).isEqualTo(type);
  }
}

package io.cityward.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputSizeTest {

  @Test
  void readsWhatItWrites() {
    assertThat(InputSize.parse("416x256"))
        .isEqualTo(new InputSize(416, 256))
        .hasToString("416x256");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "416", "416*256", "-416x256", "0x256", "416x9999", "99999x1", "416x256 "})
  void refusesWhatIsNoSize(String text) {
    assertThatExceptionOfType(CityException.class).isThrownBy(() -> InputSize.parse(text));
  }

  @Test
  void aPackRefusesASizeThatItsGraphCannotTake(@TempDir Path models) {
    ModelPack pack = PackFolder.pack(models);

    pack.check(new InputSize(416, 256));
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> pack.check(new InputSize(416, 260)))
        .withMessage("pack street 1.2.3: size: 416x260 (expected: both sides multiples of 32)");
  }
}

package io.cityward.alerts.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"../../x", "", "-a", "a/b", "A", "a\u0000", "..", "/etc"})
  void aNameLeadsNowhere(String name) {
    assertThatThrownBy(() -> new VersionId(name, "1.0.0"))
        .hasMessage(
            "name: " + name + " (expected: 1 to 63 of a-z, 0-9 and '-', not starting with '-')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.0.0/..", "1.0.0-", "1.0.0-..", "../1.0.0", "", "1.0.0-a/b"})
  void neitherDoesAVersion(String version) {
    assertThatThrownBy(() -> new VersionId("street", version))
        .hasMessageStartingWith("version: " + version + " (expected: major.minor.patch");
  }

  @Test
  void versionsAreOrderedByTheirNumbers() {
    List<VersionId> ids =
        Stream.of("1.10.0", "1.9.0", "1.10.0-rc.1", "2.0.0", "0.1.9")
            .map(version -> new VersionId("street", version))
            .sorted()
            .toList();
    assertThat(ids)
        .extracting(VersionId::version)
        .containsExactly("0.1.9", "1.9.0", "1.10.0-rc.1", "1.10.0", "2.0.0");
  }
}

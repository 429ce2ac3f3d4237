package io.cityward.inference.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A city's machines report to nobody. The official builds of ONNX Runtime do from 1.29 on, unless
 * an environment variable is set before they are loaded; docs/rationale/onnxruntime.md.
 */
class TelemetryTest {

  private static final List<String> NATIVES =
      List.of(
          "linux-x64/libonnxruntime.so",
          "linux-aarch64/libonnxruntime.so",
          "osx-aarch64/libonnxruntime.dylib");

  @Test
  void theRuntimeKnowsNoCollector() throws IOException {
    int looked = 0;
    for (String name : NATIVES) {
      try (InputStream library =
          TelemetryTest.class.getResourceAsStream("/ai/onnxruntime/native/" + name)) {
        if (library != null) {
          String text = new String(library.readAllBytes(), ISO_8859_1);
          assertThat(text.contains("OneCollector"))
              .as("a collector's address in %s", name)
              .isFalse();
          looked++;
        }
      }
    }
    assertThat(looked).as("native libraries").isPositive();
  }
}

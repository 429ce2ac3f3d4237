package io.cityward.app.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.inference.remote.RemoteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteTextTest {

  @Test
  void isReadAsItWasWritten(@TempDir Path folder) throws Exception {
    Path authorities = Files.createFile(folder.resolve("city ca.pem"));
    Map<String, RemoteSettings> remotes =
        Map.of(
            "gpu-room",
            new RemoteSettings(
                "10.0.0.7:8001", true, Optional.of(authorities), Duration.ofMillis(1500), 8),
            "spare",
            RemoteSettings.plaintext("[::1]:9000"));
    assertThat(RemoteText.read(RemoteText.of(remotes))).isEqualTo(remotes);
    assertThat(RemoteText.read(RemoteText.of(Map.of()))).isEmpty();
  }

  @Test
  void anotherTextIsRefused() {
    assertThatThrownBy(() -> RemoteText.read("{\"remotes\": {\"a\": {\"target\": \"nowhere\"}}}"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("nowhere (expected: host:port)");
  }
}

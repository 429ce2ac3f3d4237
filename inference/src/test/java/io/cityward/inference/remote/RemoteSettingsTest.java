package io.cityward.inference.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteSettingsTest {

  @TempDir Path folder;

  @Test
  void hasUsualValuesForAllButTheTarget() throws IOException {
    assertThat(read("remotes: { gpu-room: { target: triton:8001 } }"))
        .isEqualTo(Map.of("gpu-room", RemoteSettings.plaintext("triton:8001")));
    assertThat(read("remotes: {}")).isEmpty();
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void readsEveryKey() throws IOException {
    Path authorities = Files.writeString(folder.resolve("city.pem"), "");

    RemoteSettings read =
        read("""
                remotes:
                  other: { target: "[::1]:1" }
                  gpu-room:
                    target: triton:8001
                    tls: true
                    authorities: city.pem
                    deadline: PT0.5S
                    mostMebibytes: 8
                """)
            .get("gpu-room");

    assertThat(read.tls()).isTrue();
    assertThat(read.authorities()).contains(authorities);
    assertThat(read.deadline()).isEqualTo(Duration.ofMillis(500));
    assertThat(read.mostMebibytes()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { target: triton }                               | target: triton (expected: host:port)
          { }                                              | target: missing (expected: a text)
          { target: "a:1", deadline: PT0S }                | deadline: "PT0S" (expected: an ISO 8601 duration from
          { target: "a:1", mostMebibytes: 0 }              | mostMebibytes: 0 (expected: a whole number from 1 to 1024)
          { target: "a:1", authorities: city.pem }         | city.pem (expected: only with tls: true)
          { target: "a:1", tls: true, authorities: gone }  | gone (expected: a PEM file that can be read)
          { target: "a:1", tsl: true }                     | tsl: unknown key; did you mean tls?
          """)
  void namesWhatIsWrong(String remote, String problem) {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> read("remotes: { gpu-room: " + remote + " }"))
        .withMessageContaining("remotes.gpu-room.")
        .withMessageContaining(problem);
  }

  private Map<String, RemoteSettings> read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yml"), yaml);
    return SettingsFile.read(file, top -> RemoteSettings.readAll(top, folder));
  }
}

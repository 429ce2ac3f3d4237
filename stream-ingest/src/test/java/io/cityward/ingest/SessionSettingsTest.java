package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSettingsTest {

  @Test
  void hasADefaultForEverything() {
    assertThat(read("{}")).isEqualTo(SessionSettings.DEFAULTS);
  }

  @Test
  void readsEveryKey() {
    SessionSettings settings =
        read(
            """
            transport: auto
            reader: ffmpeg
            verifyTls: false
            connectTimeout: PT3S
            stallAfter: PT4S
            backOffFirst: PT2S
            backOffMax: PT60S
            ringDuration: PT20S
            ringMebibytes: 32
            """);

    assertThat(settings)
        .isEqualTo(
            new SessionSettings(
                Transport.AUTO,
                Reader.FFMPEG,
                TlsTrust.ANYBODY,
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                32 << 20));
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThatThrownBy(() -> read("transport: pigeon\nstallAfter: 5\nringMebibyte: 3"))
        .hasMessageContaining("transport: \"pigeon\" (expected: one of tcp, udp, auto)")
        .hasMessageContaining("stallAfter: 5 (expected: an ISO 8601 duration")
        .hasMessageContaining("ringMebibyte: unknown key; did you mean ringMebibytes?");
  }

  @Test
  void refusesALongestWaitShorterThanTheFirst() {
    assertThatThrownBy(() -> read("backOffFirst: PT20S\nbackOffMax: PT10S"))
        .hasMessageContaining("backOffMax: PT10S (expected: at least backOffFirst)");
  }

  private static SessionSettings read(String yaml) {
    return SettingsFile.parse(yaml, "cityward.yml", SessionSettings::read);
  }

  @Test
  void namesAFileOfAuthoritiesThatIsNone(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    for (Path wrong : List.of(empty, folder.resolve("missing.pem"))) {
      assertThatThrownBy(() -> read("authorities: " + wrong))
          .hasMessageContaining("authorities: " + wrong)
          .hasMessageContaining("certificates, as PEM");
    }
  }
}

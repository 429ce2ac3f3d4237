package io.cityward.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dispatch.DispatchSettings;
import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.alerts.rules.ChooserSettings;
import io.cityward.alerts.verification.VerificationSettings;
import io.cityward.alerts.watch.WatchSettings;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import io.cityward.core.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertSettingsTest {

  private static final Path FOLDER = Path.of("/var/lib/cityward");
  private static final String URL = "http://center:8080";

  @Test
  void needsNothingToBeSet() {
    AlertSettings plain = AlertSettings.in(FOLDER);
    assertThat(read(""))
        .isEqualTo(
            new AlertSettings(
                plain.database(),
                plain.evidence(),
                DispatchRules.NONE,
                Map.of(),
                new DispatchSettings(RetryPolicy.DEFAULT, URL),
                DedupSettings.DEFAULT,
                WatchSettings.DEFAULT,
                ShadowSettings.DEFAULT,
                VerificationSettings.DEFAULT,
                ChooserSettings.DEFAULT));
  }

  @Test
  void readsEveryKey() {
    AlertSettings settings =
        read(
            """
            departments:
              - {id: urban, name: Urban management, connector: city-hall}
            rules:
              - {name: parking, events: ["09009"], areas: ["A*"], department: urban, reviewFirst: false}
            connectors:
              city-hall: {type: grpc-push, target: "10.0.0.7:9090", deadline: PT3S, tls: true}
            retry: {first: PT2S, longest: PT1M, attempts: 7}
            deduplication: {overlap: 0.5}
            watch: {heartbeat: PT5S, lag: 50, patience: PT2S, kept: 5000}
            """);
    assertThat(settings.database()).isEqualTo(FOLDER.resolve("cityward.db"));
    assertThat(settings.dispatchRules().rules().get(0).reviewFirst()).isFalse();
    assertThat(settings.connectors())
        .containsEntry(
            "city-hall", new GrpcPushSettings("10.0.0.7:9090", Duration.ofSeconds(3), true));
    assertThat(settings.dispatch().retry().attempts()).isEqualTo(7);
    assertThat(settings.dispatch().evidenceBaseUrl()).isEqualTo(URL);
    assertThat(settings.dedup().overlap()).isEqualTo(0.5);
    assertThat(settings.watch().heartbeat()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void namesEverythingThatIsWrongTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    departments:
                      - {id: Urban, name: Urban management}
                    connectors:
                      city-hall: {target: nowhere}
                    retry: {attempts: 0}
                    deduplication: {overlap: 2, overlab: 1}
                    watch: {heartbeat: 15}
                    """))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("departments[0].id: Urban")
        .hasMessageContaining("connectors.city-hall.target: nowhere (expected: host:port)")
        .hasMessageContaining("retry.attempts: 0")
        .hasMessageContaining("deduplication.overlap: 2")
        .hasMessageContaining("deduplication.overlab: unknown key; did you mean overlap?")
        .hasMessageContaining("watch.heartbeat: 15");
  }

  @Test
  void namesAConnectorThatDoesNotExist() {
    assertThatThrownBy(() -> read("departments: [{id: urban, name: Urban, connector: city-hall}]"))
        .hasMessageContaining(
            "departments[0].connector: city-hall (expected: none, no connector is set)");
  }

  private static AlertSettings read(String yaml) {
    return SettingsFile.parse(
        yaml, "cityward.yml", section -> AlertSettings.read(section, FOLDER, URL));
  }
}

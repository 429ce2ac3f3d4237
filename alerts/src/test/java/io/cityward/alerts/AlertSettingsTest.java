package io.cityward.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Place;
import io.cityward.alerts.algorithm.ShadowSettings;
import io.cityward.alerts.dedup.CaseRule;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dispatch.DispatchSettings;
import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.dispatch.open311.Open311ServerSettings;
import io.cityward.alerts.dispatch.push.GrpcPushSettings;
import io.cityward.alerts.notice.NoticeSettings;
import io.cityward.alerts.rules.ChooserSettings;
import io.cityward.alerts.verdict.RejectCause;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.verification.VerificationSettings;
import io.cityward.alerts.watch.WatchSettings;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.core.CityException;
import io.cityward.core.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
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
                VerdictSettings.DEFAULT,
                plain.followUp(),
                new OutsideSettings(
                    Open311ServerSettings.OFF, NoticeSettings.NONE, ZoneId.systemDefault()),
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

  @Test
  void aRuleOfAnEventDiffersFromTheUsualOne() {
    DedupSettings dedup =
        read("""
                deduplication:
                  usual: {radius: 40, cooldown: PT1H}
                  events:
                    "06010": {radius: 15, clutter: P7D}
                    high-altitude-throwing: {within: PT20S}
                """)
            .dedup();
    assertThat(dedup.of(Findings.subject("cam-1", "09009", "A1")).radius()).isEqualTo(40);
    CaseRule garbage = dedup.of(Findings.subject("cam-1", "06010", "A1"));
    assertThat(garbage.radius()).isEqualTo(15);
    assertThat(garbage.cooldown()).isEqualTo(Duration.ofHours(1));
    assertThat(garbage.clutter()).isEqualTo(Duration.ofDays(7));
    CaseRule fall =
        dedup.of(Findings.at("cam-1", "high-altitude-throwing", "L0001", Place.UNKNOWN));
    assertThat(fall.within()).contains(Duration.ofSeconds(20));
    assertThat(fall.cooldown()).isZero();
    CaseRule health = dedup.of(Findings.at("cam-1", "camera-health", "L9001", Place.UNKNOWN));
    assertThat(health.radius()).isZero();
  }

  @Test
  void readsCausesAndRulesOfVerdicts() {
    VerdictSettings verdicts =
        read("""
                verdicts:
                  causes: [{code: flag, zh: 旗帜, en: A flag, clutter: true}]
                  confirm: [{name: sure, scenes: [illegal-parking], score: 0.9}]
                  calibration: {share: 0.3, least: 20, within: P3D}
                """)
            .verdicts();
    assertThat(verdicts.causes().causes())
        .extracting(RejectCause::code)
        .containsExactly("flag", "other");
    assertThat(verdicts.causes().clutter("flag")).isTrue();
    assertThat(verdicts.confirm().get(0).score()).isEqualTo(0.9);
    assertThat(verdicts.calibration().least()).isEqualTo(20);
    assertThatThrownBy(
            () ->
                read(
                    """
                    deduplication: {events: {"06010": {radius: 900, withn: PT1S}}}
                    verdicts:
                      causes: [{code: Flag, zh: 旗}]
                      confirm: [{name: sure, scenes: [], score: 0.9}]
                    """))
        .hasMessageContaining("deduplication.events.06010.radius: 900")
        .hasMessageContaining("deduplication.events.06010.withn: unknown key; did you mean within?")
        .hasMessageContaining("verdicts.causes[0].code: Flag")
        .hasMessageContaining("verdicts.confirm[0].scenes: [] (expected: at least one scene)");
  }

  @Test
  void readsConnectorsOfEveryKind() {
    AlertSettings settings =
        read(
            """
            connectors:
              hotline: {type: cloudevents, url: "https://hotline.example/events", mode: binary,
                fields: {"case.code": "{event.code}"}, codes: {standard: gbt-30428}}
              neighbour: {type: open311, url: "https://n.example/open311/v2", statuses: {done: handled}}
            breaker: {failures: 3}
            """);
    assertThat(settings.connectors().get("hotline").type()).isEqualTo("cloudevents");
    assertThat(settings.connectors().get("hotline").codes().of("09009")).contains("0409");
    assertThat(settings.connectors().get("neighbour").type()).isEqualTo("open311");
    assertThat(settings.dispatch().breaker().failures()).isEqualTo(3);
  }

  @Test
  void namesWhatIsWrongWithConnectorsAndNotices() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    connectors:
                      a: {type: cloudevents, url: "ftp://x", secretEnv: NOT_SET_ANYWHERE}
                      b: {type: cloudevents, url: "http://x/", fields: {code: "{event.kode}"}}
                      c: {type: open311, url: "http://x/", networks: [somewhere]}
                    notices:
                      channels: {robot: {type: wecom}}
                      routes: [{name: r, channels: [], kinds: [overdo], quiet: [noon]}]
                    """))
        .hasMessageContaining("connectors.a.url: ftp://x (expected: http://")
        .hasMessageContaining("connectors.a.secretEnv: NOT_SET_ANYWHERE")
        .hasMessageContaining("connectors.b.fields.code: {event.kode} (expected: {event.code})")
        .hasMessageContaining("connectors.c.networks: somewhere")
        .hasMessageContaining("notices.channels.robot.urlEnv: missing")
        .hasMessageContaining("notices.routes[0].channels: none")
        .hasMessageContaining("notices.routes[0].kinds: overdo")
        .hasMessageContaining("noon");
  }

  @Test
  void refusesARuleForASystemThatHasNoCodeForItsEvent() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    departments: [{id: urban, name: Urban, connector: old}]
                    rules: [{name: r, events: ["09009", "09012"], department: urban}]
                    connectors: {old: {target: "x:1", codes: {standard: gbt-30428}}}
                    """))
        .hasMessageContaining("connectors.old.codes: 09012 of rules[0]")
        .hasMessageContaining("a code that GB/T 30428.2 has");
  }

  @Test
  void namesPeopleAndChannelsThatDoNotExist() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    notices:
                      people: {li: {name: Li}}
                      rosters: {street: {shifts: [{people: [wang]}]}}
                      routes: [{name: r, channels: [mail], roster: night, people: [zhao]}]
                    """))
        .hasMessageContaining("routes[0].channels: mail (expected: none, none is set)")
        .hasMessageContaining("routes[0].roster: night")
        .hasMessageContaining("routes[0].people: zhao")
        .hasMessageContaining("rosters.street: wang");
  }

  private static AlertSettings read(String yaml) {
    return SettingsFile.parse(
        yaml, "cityward.yml", section -> AlertSettings.read(section, FOLDER, URL));
  }
}

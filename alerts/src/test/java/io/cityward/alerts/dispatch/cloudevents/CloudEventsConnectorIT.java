package io.cityward.alerts.dispatch.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorContract;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.http.AllowedNetworks;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.mapping.CodeMapping;
import io.cityward.alerts.dispatch.mapping.FieldMapping;
import io.cityward.testkit.EventReceiver;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.HttpFaults;
import io.cityward.testkit.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloudEventsConnectorIT extends ConnectorContract {

  private static final Secret SECRET = new Secret("between us");
  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final AllowedNetworks LOOPBACK = AllowedNetworks.parse(List.of("127.0.0.0/8"));

  @TempDir Path folder;

  private final EventReceiver receiver = new EventReceiver(SECRET.value());
  private final HttpCity city = new HttpCity(receiver);

  @AfterEach
  void closeCity() {
    city.close();
  }

  @Override
  protected Connector connect() {
    city.start();
    return connector(city.url("/events"), CloudEvent.Mode.STRUCTURED, LOOPBACK);
  }

  @Override
  protected void stopSystem() {
    city.close();
  }

  @Override
  protected void makeUnavailable(int times) {
    city.faults().unavailable(times);
  }

  @Override
  protected void makeSlow(Duration delay) {
    city.faults().slow(delay);
  }

  @Override
  protected void loseAnswers(int times) {
    city.faults().loseAnswers(times);
  }

  @Override
  protected void refuse(String reason) {
    city.faults().refuse(reason);
  }

  @Override
  protected void talkNonsense() {
    city.faults().shape(HttpFaults.Shape.GARBAGE);
  }

  @Override
  protected String codeTaken() {
    return receiver.taken().get(0).data().path("event").path("code").asText();
  }

  @Override
  protected int taken() {
    return receiver.taken().size();
  }

  @Test
  void sendsAnEventWhoseSourceAndIdStayTheSame() {
    send(CloudEvent.Mode.STRUCTURED);
    assertThat(receiver.taken().get(0).id()).isEqualTo("W-0000000001/1");
    assertThat(receiver.taken().get(0).source()).isEqualTo("/cityward");
    assertThat(receiver.taken().get(0).type()).isEqualTo("io.cityward.workorder.dispatched.v1");
    assertThat(receiver.taken().get(0).data().at("/workOrder/id").asText())
        .isEqualTo("W-0000000001");
  }

  @Test
  void sendsTheSameInBinaryMode() {
    send(CloudEvent.Mode.BINARY);
    assertThat(receiver.taken().get(0).id()).isEqualTo("W-0000000001/1");
    assertThat(receiver.taken().get(0).data().at("/event/code").asText()).isEqualTo("09009");
    assertThat(city.requests().get(0).headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("ce-specversion", "1.0");
  }

  @Test
  void takesDuplicateForAcceptedAlready() {
    receiver.answerDuplicate();
    DispatchOutcome first = send(CloudEvent.Mode.STRUCTURED);
    assertThat(send(CloudEvent.Mode.STRUCTURED))
        .isEqualTo(first)
        .isEqualTo(new DispatchOutcome.Accepted("CITY-000001"));
  }

  @Test
  void takesTheFirstOfTwoAnswers() {
    city.faults().shape(HttpFaults.Shape.TWICE);
    assertThat(send(CloudEvent.Mode.STRUCTURED))
        .isEqualTo(new DispatchOutcome.Accepted("CITY-000001"));
    assertThat(receiver.taken()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpFaults.Shape.class,
      names = {"CUT", "ENDLESS", "HUGE_HEADERS", "GARBAGE"})
  void triesAgainAfterAnAnswerThatIsNone(HttpFaults.Shape shape) {
    city.faults().shape(shape);
    assertThat(send(CloudEvent.Mode.STRUCTURED)).isInstanceOf(DispatchOutcome.Retryable.class);
    city.faults().clear();
    assertThat(send(CloudEvent.Mode.STRUCTURED)).isInstanceOf(DispatchOutcome.Accepted.class);
    assertThat(receiver.taken()).hasSize(1);
  }

  @Test
  void waitsAsLongAsTheSystemAsksFor() {
    city.faults().fail(1, 429, Map.of("Retry-After", "120"));
    assertThat(send(CloudEvent.Mode.STRUCTURED))
        .isEqualTo(
            new DispatchOutcome.Retryable(
                "HTTP 429: city system is down", Optional.of(Duration.ofMinutes(2))));
  }

  @Test
  void followsNoRedirect() {
    city.faults().fail(1, 302, Map.of("Location", city.url("/elsewhere").toString()));
    assertThat(send(CloudEvent.Mode.STRUCTURED)).isInstanceOf(DispatchOutcome.Rejected.class);
    assertThat(city.requests()).hasSize(1);
  }

  @Test
  void doesNotReachWhereItMayNot() {
    try (Connector outside =
        connector(city.url("/events"), CloudEvent.Mode.STRUCTURED, AllowedNetworks.PUBLIC_ONLY)) {
      assertThat(outside.send(message("k")))
          .isInstanceOfSatisfying(
              DispatchOutcome.Retryable.class,
              retry -> assertThat(retry.reason()).contains("none of the networks"));
    }
    assertThat(city.requests()).isEmpty();
  }

  @Test
  void trustsTheAuthorityThatItIsToldAndNobodyElse() {
    try (HttpCity secure =
        new HttpCity(receiver, Optional.of(TestCertificate.forHost("localhost"))).start()) {
      Path authority = TestCertificate.writeAuthority(folder.resolve("ca.pem"));
      assertThat(over(secure, Optional.of(authority))).isInstanceOf(DispatchOutcome.Accepted.class);
      assertThat(over(secure, Optional.empty())).isInstanceOf(DispatchOutcome.Retryable.class);
    }
  }

  @Test
  void signsWithItsSecretAndPrintsItNowhere() {
    try (Connector stranger =
        new CloudEventsConnector(
            "x",
            CloudEventsSettings.to(
                city.url("/events"), new Secret("another"), limits(LOOPBACK, Optional.empty())),
            Clock.systemUTC())) {
      assertThat(stranger.send(message("k"))).isInstanceOf(DispatchOutcome.Rejected.class);
      assertThat(stranger.preview(message("k"))).doesNotContain("another").contains("v1,***");
    }
    assertThat(SECRET).hasToString("***");
  }

  @Test
  void speaksTheFieldsThatItIsTold() {
    FieldMapping fields =
        FieldMapping.parse(
            Map.of(
                "case.sxdm", "{place.district}{event.code}",
                "case.lat", "{place.latitude}",
                "desc", "{event.name} @ {place.name}"));
    CloudEventsSettings settings =
        new CloudEventsSettings(
            city.url("/events"),
            CloudEvent.Mode.STRUCTURED,
            "/cityward",
            Optional.of(SECRET),
            Optional.empty(),
            fields,
            CodeMapping.NONE,
            limits(LOOPBACK, Optional.empty()));
    try (Connector connector = settings.open("x")) {
      connector.send(message("k"));
    }
    assertThat(receiver.taken().get(0).data().toString())
        .contains("\"lat\":31.2")
        .contains("\"sxdm\":\"09009\"")
        .contains("@ Renmin Road 12");
  }

  private DispatchOutcome send(CloudEvent.Mode mode) {
    try (Connector connector = connector(city.url("/events"), mode, LOOPBACK)) {
      return connector.send(message("W-0000000001/1"));
    }
  }

  private DispatchOutcome over(HttpCity secure, Optional<Path> authorities) {
    try (Connector connector =
        CloudEventsSettings.to(secure.url("/events"), SECRET, limits(LOOPBACK, authorities))
            .open("x")) {
      return connector.send(message("k"));
    }
  }

  private static Connector connector(URI url, CloudEvent.Mode mode, AllowedNetworks networks) {
    return new CloudEventsConnector(
        "city-hall",
        new CloudEventsSettings(
            url,
            mode,
            "/cityward",
            Optional.of(SECRET),
            Optional.empty(),
            FieldMapping.OWN,
            CodeMapping.NONE,
            limits(networks, Optional.empty())),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static HttpLimits limits(AllowedNetworks networks, Optional<Path> authorities) {
    return new HttpLimits(Duration.ofSeconds(4), 64 << 10, networks, authorities);
  }
}

package io.cityward.alerts.notice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.dispatch.http.AllowedNetworks;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.notice.People;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.HttpFaults;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RobotChannelIT {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_599_360_473), ZoneOffset.UTC);
  private static final Letter LETTER =
      new Letter("k", "督办 Urged W-1", "Renmin Road: \"now\"", "http://c/#/1", List.of(People.LI));

  private String says = "{\"errcode\": 0, \"errmsg\": \"ok\"}";
  private final HttpCity group = new HttpCity(request -> HttpCity.Answer.json(200, says));

  @BeforeEach
  void open() {
    group.start();
  }

  @AfterEach
  void close() {
    group.close();
  }

  @Test
  void speaksToWecom() throws Exception {
    assertThat(send(Robot.WECOM, Optional.empty())).isEqualTo(new ChannelOutcome.Sent());
    JsonNode body = body();
    assertThat(body.path("msgtype").asText()).isEqualTo("text");
    assertThat(body.at("/text/content").asText())
        .isEqualTo("【督办 Urged W-1】Renmin Road: \"now\"\nhttp://c/#/1");
    assertThat(body.at("/text/mentioned_mobile_list/0").asText()).isEqualTo("13800000000");
    assertThat(group.requests().get(0).path()).isEqualTo("/robot?key=token");
  }

  @Test
  void speaksToDingtalkSignedInItsUrl() throws Exception {
    send(Robot.DINGTALK, Optional.of(new Secret("this is secret")));
    JsonNode body = body();
    assertThat(body.path("msgtype").asText()).isEqualTo("text");
    assertThat(body.at("/at/atMobiles/0").asText()).isEqualTo("13800000000");
    // HMAC-SHA256 of "1599360473000\nthis is secret" by the secret, computed with openssl.
    assertThat(group.requests().get(0).path())
        .isEqualTo(
            "/robot?key=token&timestamp=1599360473000&sign=hXZTWifRGHclNuZSKxoXc%2F%2Fsh51SWfVfRIhcdeKs63I%3D");
  }

  @Test
  void speaksToFeishuSignedInItsBody() throws Exception {
    says = "{\"code\": 0, \"msg\": \"success\", \"data\": {}}";
    assertThat(send(Robot.FEISHU, Optional.of(new Secret("demo"))))
        .isEqualTo(new ChannelOutcome.Sent());
    JsonNode body = body();
    assertThat(body.path("msg_type").asText()).isEqualTo("text");
    assertThat(body.at("/content/text").asText()).startsWith("【督办");
    assertThat(body.path("timestamp").asText()).isEqualTo("1599360473");
    // HMAC-SHA256 of nothing by "1599360473\ndemo", computed with openssl.
    assertThat(body.path("sign").asText())
        .isEqualTo("l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=");
  }

  @Test
  void comesAgainWhenTheRobotSaysTooFast() {
    says = "{\"errcode\": 45009, \"errmsg\": \"api freq out of limit\"}";
    assertThat(send(Robot.WECOM, Optional.empty())).isInstanceOf(ChannelOutcome.Retryable.class);
  }

  @Test
  void givesUpWhenTheRobotRefusesAndKeepsItsTokenOutOfTheReason() {
    says = "{\"errcode\": 310000, \"errmsg\": \"sign not match\"}";
    assertThat(send(Robot.DINGTALK, Optional.empty()))
        .isInstanceOfSatisfying(
            ChannelOutcome.Refused.class,
            refused ->
                assertThat(refused.reason()).contains("sign not match").doesNotContain("token"));
  }

  @Test
  void comesAgainWhenNothingUsefulIsAnswered() {
    says = "<html>";
    assertThat(send(Robot.FEISHU, Optional.empty())).isInstanceOf(ChannelOutcome.Retryable.class);
    group.faults().shape(HttpFaults.Shape.CUT);
    assertThat(send(Robot.FEISHU, Optional.empty())).isInstanceOf(ChannelOutcome.Retryable.class);
    group.close();
    assertThat(send(Robot.FEISHU, Optional.empty())).isInstanceOf(ChannelOutcome.Retryable.class);
  }

  @Test
  void clipsToBytesWithoutHalvesOfCharacters() {
    String clipped = RobotChannel.clip("督办".repeat(1000), 2048);
    assertThat(clipped.getBytes(StandardCharsets.UTF_8).length).isBetween(1900, 2048);
    assertThat(clipped).startsWith("督办督办").endsWith("…").doesNotContain("\uFFFD");
    assertThat(RobotChannel.clip("short", 2048)).isEqualTo("short");
  }

  private ChannelOutcome send(Robot robot, Optional<Secret> secret) {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(5),
            64 << 10,
            AllowedNetworks.parse(List.of("127.0.0.0/8")),
            Optional.empty());
    RobotSettings settings =
        new RobotSettings(
            robot, new Secret(group.url("/robot?key=token").toString()), secret, 18, limits);
    try (Channel channel = settings.open(CLOCK)) {
      return channel.send(LETTER);
    }
  }

  private JsonNode body() throws Exception {
    return new ObjectMapper().readTree(group.requests().get(0).text());
  }
}

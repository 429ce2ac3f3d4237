package io.cityward.alerts.dispatch.open311;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorContract;
import io.cityward.alerts.dispatch.DispatchOutcome;
import io.cityward.alerts.dispatch.http.AllowedNetworks;
import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.testkit.HttpCity;
import io.cityward.testkit.HttpFaults;
import io.cityward.testkit.Open311City;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Open311ConnectorIT extends ConnectorContract {

  static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofSeconds(4),
          64 << 10,
          AllowedNetworks.parse(List.of("127.0.0.0/8")),
          Optional.empty());

  private final Open311City desk = new Open311City("key-1");
  private final HttpCity city = new HttpCity(desk);

  @AfterEach
  void closeCity() {
    city.close();
  }

  @Override
  protected Connector connect() {
    city.start();
    return connector("key-1");
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
    return desk.posted().get(0).get("service_code");
  }

  @Override
  protected int taken() {
    return desk.posted().size();
  }

  @Test
  void postsWhatTheStandardKnows() {
    send("key-1");
    assertThat(desk.posted().get(0))
        .containsEntry("service_code", "09009")
        .containsEntry("lat", "31.2")
        .containsEntry("long", "121.5")
        .containsEntry("address_string", "Renmin Road 12")
        .containsEntry(
            "description", "Vehicle parked where it must not Renmin Road 12 (W-0000000001/1)");
  }

  @Test
  void keepsATokenUntilItHasAnId() {
    desk.answerTokens();
    assertThat(send("key-1")).isEqualTo(new DispatchOutcome.Accepted("token:t-1001"));
  }

  @Test
  void saysThatItsKeyIsWrongAndDoesNotShowIt() {
    assertThat(send("key-2")).isEqualTo(new DispatchOutcome.Rejected("api_key is not valid"));
    try (Connector wrong = connector("key-2")) {
      assertThat(wrong.preview(message("k"))).doesNotContain("key-2");
    }
  }

  private DispatchOutcome send(String key) {
    try (Connector connector = connector(key)) {
      return connector.send(message("W-0000000001/1"));
    }
  }

  private Connector connector(String key) {
    return Open311Settings.to(city.url("/open311/v2"), new Secret(key), LIMITS).open("city-hall");
  }
}

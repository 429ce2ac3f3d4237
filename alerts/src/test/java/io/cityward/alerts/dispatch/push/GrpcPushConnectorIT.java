package io.cityward.alerts.dispatch.push;

import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.ConnectorContract;
import io.cityward.testkit.ReferenceCitySystem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class GrpcPushConnectorIT extends ConnectorContract {

  private final ReferenceCitySystem city = new ReferenceCitySystem();

  @AfterEach
  void closeCity() {
    city.faults().clear();
    city.close();
  }

  @Override
  protected Connector connect() {
    city.start();
    return new GrpcPushConnector(
        "city-hall", new GrpcPushSettings(city.target(), Duration.ofSeconds(4), false));
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
    city.faults().answerWithoutOutcome();
  }

  @Override
  protected String codeTaken() {
    return city.received().get(0).getWorkOrder().getEventCode();
  }

  @Override
  protected int taken() {
    return city.received().size();
  }
}

package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.proto.v1.CityManagementServiceGrpc;
import io.cityward.proto.v1.CityManagementServiceGrpc.CityManagementServiceBlockingStub;
import io.cityward.proto.v1.PushWorkOrderRequest;
import io.cityward.proto.v1.PushWorkOrderResponse;
import io.cityward.proto.v1.PushWorkOrderResponse.Outcome;
import io.cityward.proto.v1.WorkOrder;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceCitySystemIT {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private ReferenceCitySystem city;
  private ManagedChannel channel;
  private CityManagementServiceBlockingStub stub;

  @BeforeEach
  void start() {
    city = new ReferenceCitySystem().start();
    channel = Grpc.newChannelBuilder(city.target(), InsecureChannelCredentials.create()).build();
    stub = CityManagementServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    city.close();
  }

  @Test
  void takesAnOrderAndGivesItAnId() {
    PushWorkOrderResponse answer = stub.pushWorkOrder(order("k1", "W-1"));
    assertThat(answer.getOutcome()).isEqualTo(Outcome.ACCEPTED_NEW);
    assertThat(answer.getExternalId()).isEqualTo("CITY-000001");
    assertThat(city.await(LIMIT, o -> o.getWorkOrder().getId().equals("W-1")))
        .isEqualTo(order("k1", "W-1"));
    assertThat(city.externalId("k1")).isEqualTo("CITY-000001");
  }

  @Test
  void answersAKnownKeyWithTheSameIdAndTakesNothingTwice() {
    stub.pushWorkOrder(order("k1", "W-1"));
    stub.pushWorkOrder(order("k2", "W-2"));
    PushWorkOrderResponse again = stub.pushWorkOrder(order("k1", "W-1"));
    assertThat(again.getOutcome()).isEqualTo(Outcome.ALREADY_KNOWN);
    assertThat(again.getExternalId()).isEqualTo("CITY-000001");
    assertThat(city.received()).hasSize(2);
    assertThat(city.calls()).isEqualTo(3);
  }

  @Test
  void isDownAsOftenAsTold() {
    city.faults().unavailable(2);
    assertStatus(Status.Code.UNAVAILABLE, order("k1", "W-1"));
    assertStatus(Status.Code.UNAVAILABLE, order("k1", "W-1"));
    assertThat(city.received()).isEmpty();
    assertThat(stub.pushWorkOrder(order("k1", "W-1")).getOutcome()).isEqualTo(Outcome.ACCEPTED_NEW);
  }

  @Test
  void takesAnOrderWhoseAnswerGetsLost() {
    city.faults().loseAnswers(1);
    assertStatus(Status.Code.UNAVAILABLE, order("k1", "W-1"));
    city.awaitCount(LIMIT, 1);
    assertThat(stub.pushWorkOrder(order("k1", "W-1")).getOutcome())
        .isEqualTo(Outcome.ALREADY_KNOWN);
    assertThat(city.received()).hasSize(1);
  }

  @Test
  void refusesForGoodWithAReason() {
    city.faults().refuse("not our district");
    PushWorkOrderResponse answer = stub.pushWorkOrder(order("k1", "W-1"));
    assertThat(answer.getOutcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer.getReason()).isEqualTo("not our district");
    assertThat(city.received()).isEmpty();
  }

  @Test
  void answersLateUntilTheFaultIsCleared() throws Exception {
    city.faults().slow(Duration.ofMinutes(5));
    var answer = CityManagementServiceGrpc.newFutureStub(channel).pushWorkOrder(order("k1", "W-1"));
    Await.until(LIMIT, () -> city.calls() == 1, "the call has arrived");
    assertThat(answer).isNotDone();
    city.faults().clear();
    assertThat(answer.get(5, TimeUnit.SECONDS).getOutcome()).isEqualTo(Outcome.ACCEPTED_NEW);
  }

  @Test
  void wantsAKeyAndAWorkOrder() {
    assertStatus(Status.Code.INVALID_ARGUMENT, order("", "W-1"));
    assertStatus(Status.Code.INVALID_ARGUMENT, order("k1", ""));
    assertThat(city.received()).isEmpty();
  }

  @Test
  void isHealthyAndStopsWhenClosed() {
    var health = HealthGrpc.newBlockingStub(channel);
    assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
        .isEqualTo(ServingStatus.SERVING);
    city.close();
    assertStatus(Status.Code.UNAVAILABLE, order("k1", "W-1"));
  }

  private void assertStatus(Status.Code code, PushWorkOrderRequest request) {
    assertThatThrownBy(() -> stub.pushWorkOrder(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }

  private static PushWorkOrderRequest order(String key, String id) {
    return PushWorkOrderRequest.newBuilder()
        .setIdempotencyKey(key)
        .setWorkOrder(WorkOrder.newBuilder().setId(id))
        .build();
  }
}

package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.Evidence;
import io.cityward.proto.v1.GetVerificationRequest;
import io.cityward.proto.v1.GetWorkOrderRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListVerificationsRequest;
import io.cityward.proto.v1.Verification;
import io.cityward.proto.v1.VerificationServiceGrpc;
import io.cityward.proto.v1.VerificationState;
import io.cityward.proto.v1.WorkOrderAction;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.cityward.proto.v1.WorkOrderState;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The camera itself looks whether a case that was handled is over. */
class VerificationIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Where the bundled clip has a parked van. */
  private static final String KERB =
      "{id: kerb, kind: no-parking, polygon: [[0.84, 0.13], [0.98, 0.12], [0.98, 0.24], [0.87, 0.24]]}";

  private static final String SETTINGS =
      """
      alerts:
        departments: [{id: urban, name: Urban management}]
        rules: [{name: all, department: urban}]
        verification: {settle: PT1S, every: PT1S, looks: 3}
      """;

  @TempDir Path folder;

  private static RtspServer camera(int port, String clip, Path folder) {
    return RtspServer.builder()
        .port(port)
        .camera(SimulatedCamera.looping("gate", TestCity.clip(clip, folder)))
        .build()
        .start();
  }

  private TestCity city(RtspServer cameras) {
    return TestCity.start(
        folder,
        SETTINGS,
        """
        - id: gate
          url: rtsp://127.0.0.1:%d/gate
          zones: [%s]
          scenes: {illegal-parking: {dwell: PT4S, leaveAfter: PT4S}}
        """
            .formatted(cameras.port(), KERB));
  }

  @Test
  void sendsBackACaseThatIsStillThereAndClosesItOnceItIsGone() throws Exception {
    RtspServer cameras = camera(0, BundledClips.CAMPUS, folder);
    try (TestCity city = city(cameras)) {
      Await.until(LIMIT, () -> !alerts(city).isEmpty(), "the van at the gate");
      String order = alerts(city).get(0).getWorkOrderId();
      command(city, order, WorkOrderAction.REGISTER);
      command(city, order, WorkOrderAction.ACCEPT);
      command(city, order, WorkOrderAction.HANDLE);
      Await.until(
          LIMIT,
          () -> state(city, order) == WorkOrderState.REWORK,
          () -> "the van to be seen again: " + verification(city, order));
      assertThat(verification(city, order).getState()).isEqualTo(VerificationState.NOT_CLEAN);
      Evidence still = after(city).get(0);
      assertThat(get(city, still.getPath())).isEqualTo(200);

      int port = cameras.port();
      cameras.close();
      cameras = camera(port, BundledClips.BOXES_H264, folder);
      command(city, order, WorkOrderAction.ACCEPT);
      command(city, order, WorkOrderAction.HANDLE);
      Await.until(
          LIMIT,
          () -> state(city, order) == WorkOrderState.CLOSED,
          () -> "the van to be seen to be gone: " + verification(city, order));
      assertThat(verification(city, order).getReason()).isEqualTo("clean in 3 looks in a row");
      assertThat(after(city)).hasSize(2);
      assertThat(
              VerificationServiceGrpc.newBlockingStub(city.channel())
                  .listVerifications(ListVerificationsRequest.getDefaultInstance())
                  .getVerificationsList())
          .extracting(Verification::getWorkOrderId)
          .contains(order);
      exportsAndChecksIt(city, order);
    } finally {
      cameras.close();
    }
  }

  private void exportsAndChecksIt(TestCity city, String order) {
    Path zip = folder.resolve("case.zip");
    String server = city.url("").substring("http://".length());
    assertThat(
            Cityward.commandLine()
                .execute("case", "export", order, "--server", server, "--out", zip.toString()))
        .isZero();
    Path key = folder.resolve("data/keys/export-key.pub");
    assertThat(
            Cityward.commandLine()
                .execute("case", "verify", zip.toString(), "--key", key.toString()))
        .isZero();
    assertThat(
            Cityward.commandLine()
                .execute("case", "export", "W-9999999999", "--server", server, "--out", "x.zip"))
        .isNotZero();
  }

  private static List<Evidence> after(TestCity city) {
    return alerts(city).get(0).getEvidenceList().stream()
        .filter(kept -> kept.getKind() == Evidence.Kind.AFTER)
        .toList();
  }

  /** The oldest first. */
  private static List<Alert> alerts(TestCity city) {
    return AlertServiceGrpc.newBlockingStub(city.channel())
        .listAlerts(ListAlertsRequest.getDefaultInstance())
        .getAlertsList()
        .stream()
        .filter(alert -> alert.getScene().equals("illegal-parking"))
        .sorted((a, b) -> a.getId().compareTo(b.getId()))
        .toList();
  }

  private static WorkOrderState state(TestCity city, String order) {
    return WorkOrderServiceGrpc.newBlockingStub(city.channel())
        .getWorkOrder(GetWorkOrderRequest.newBuilder().setWorkOrderId(order).build())
        .getState();
  }

  private static Verification verification(TestCity city, String order) {
    return VerificationServiceGrpc.newBlockingStub(city.channel())
        .getVerification(GetVerificationRequest.newBuilder().setWorkOrderId(order).build());
  }

  private static void command(TestCity city, String order, WorkOrderAction action) {
    var unused =
        WorkOrderServiceGrpc.newBlockingStub(city.channel())
            .command(
                CommandRequest.newBuilder()
                    .setWorkOrderId(order)
                    .setAction(action)
                    .setIdempotencyKey(UUID.randomUUID().toString())
                    .build());
  }

  private static int get(TestCity city, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(city.url(path))).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}

package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.app.config.CityConfig;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.Evidence;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.testkit.Await;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop in the middle leaves behind. */
class StopIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void cutsTheClipsThatStillWaitForTheirPostRoll(@TempDir Path folder) {
    var clip = TestCity.clip("campus", folder);
    try (RtspServer cameras =
        RtspServer.builder().camera(SimulatedCamera.looping("gate", clip)).build().start()) {
      List<Alert> before;
      try (AllInOne city = start(folder, cameras.url("gate"))) {
        Await.until(LIMIT, () -> !alerts(city).isEmpty(), "an alert");
        before = alerts(city);
      }
      assertThat(kinds(before.get(0))).containsExactly(Evidence.Kind.SNAPSHOT);

      try (AllInOne again = start(folder, "rtsp://127.0.0.1:1/nobody")) {
        Alert after =
            alerts(again).stream()
                .filter(alert -> alert.getId().equals(before.get(0).getId()))
                .findFirst()
                .orElseThrow();
        assertThat(kinds(after))
            .containsExactlyInAnyOrder(Evidence.Kind.SNAPSHOT, Evidence.Kind.CLIP);
      }
    }
  }

  /** A camera at the campus gate; the clip's post-roll is far longer than the test. */
  private static AllInOne start(Path folder, String url) {
    String yaml =
        """
        server: {port: 0}
        ingest: {ringDuration: PT130S}
        evidence: {preRoll: PT5S, postRoll: PT2M}
        cameras:
        - id: gate
          url: %s
          zones:
          - {id: z, kind: no-parking, polygon: [[0.84, 0.13], [1, 0.12], [1, 0.24], [0.87, 0.24]]}
          scenes: {illegal-parking: {dwell: PT5S}}
        """
            .formatted(url);
    AllInOne city =
        new AllInOne(CityConfig.parse(yaml, "test.yml", folder, TestCity.HOME), Clock.systemUTC());
    city.start();
    return city;
  }

  private static List<Evidence.Kind> kinds(Alert alert) {
    return alert.getEvidenceList().stream().map(Evidence::getKind).toList();
  }

  private static List<Alert> alerts(AllInOne city) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", city.port()).usePlaintext().build();
    try {
      return AlertServiceGrpc.newBlockingStub(channel)
          .listAlerts(ListAlertsRequest.getDefaultInstance())
          .getAlertsList();
    } finally {
      channel.shutdownNow();
    }
  }
}

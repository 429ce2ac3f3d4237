package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.H264Copy;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.AlertState;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.Evidence;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.testkit.Await;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.cityward.testkit.facade.FacadeFilm;
import io.cityward.testkit.facade.FilmFile;
import io.cityward.testkit.facade.Thrown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drawn fall, seen by a camera over RTSP, becomes an alert with a clip; no detector looks. */
class ThrowingIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static RtspServer cameras;
  private static TestCity city;

  @BeforeAll
  static void startCity() {
    FacadeFilm film = new FacadeFilm(1280, 720, 25, 7);
    film.with(new Thrown(4, 640, 90, 12, 25, 300, 15, 700));
    Path drawn = folder.resolve("facade.y4m");
    FilmFile.write(film, 9, drawn);
    Path clip = folder.resolve("facade.mp4");
    H264Copy.write(drawn, clip);
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("facade", Clip.open(clip)))
            .build()
            .start();
    city =
        TestCity.start(
            folder,
            """
            - id: facade
              url: rtsp://127.0.0.1:%d/facade
              zones: [{id: front, kind: facade, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]]}]
              scenes: {high-altitude-throwing: {floors: 12, windows: 16}}
            """
                .formatted(cameras.port()));
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  @Test
  void aFallBecomesAnAlertWithItsClip() {
    Await.until(
        LIMIT,
        () -> alerts().stream().anyMatch(ThrowingIT::hasClip),
        () -> "an alert with a clip, there are " + alerts() + " at " + camera());

    Alert alert = alerts().get(alerts().size() - 1);
    assertThat(alert.getScene()).isEqualTo("high-altitude-throwing");
    assertThat(alert.getZoneId()).isEqualTo("front");
    assertThat(alert.getState()).isEqualTo(AlertState.ALERT_STATE_ENDED);
    assertThat(alert.getBox().getBottom() - alert.getBox().getTop()).isGreaterThan(0.5);
    assertThat(alert.getBox().getLeft()).isBetween(0.45, 0.5);
    assertThat(alert.getPathList()).hasSizeGreaterThan(20);
  }

  private static boolean hasClip(Alert alert) {
    return alert.getEvidenceList().stream().anyMatch(e -> e.getKind() == Evidence.Kind.CLIP);
  }

  private static List<Alert> alerts() {
    return AlertServiceGrpc.newBlockingStub(city.channel())
        .listAlerts(ListAlertsRequest.newBuilder().setPageSize(100).build())
        .getAlertsList();
  }

  private static Camera camera() {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .getCamera(GetCameraRequest.newBuilder().setCameraId("facade").build());
  }
}

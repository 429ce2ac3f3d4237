package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.SnapshotWriter;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.AlertState;
import io.cityward.proto.v1.Camera;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraState;
import io.cityward.proto.v1.Evidence;
import io.cityward.proto.v1.GetCameraRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a camera can be watched: two streams, on patrol, by presets, gone. */
class CameraWaysIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Where the bundled clip has a parked car. */
  private static final String KERB =
      "{id: kerb, kind: no-parking, polygon: [[0.84, 0.13], [1, 0.12], [1, 0.24], [0.87, 0.24]]}";

  @TempDir private static Path folder;
  private static Clip campus;
  private static Clip boxes;
  private static RtspServer cameras;
  private static TestCity city;

  @BeforeAll
  static void startCity() {
    campus = TestCity.clip("campus", folder);
    boxes = TestCity.clip("boxes-h264", folder);
    cameras =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("main", boxes))
            .camera(SimulatedCamera.looping("sub", campus))
            .camera(SimulatedCamera.looping("patrolled", campus))
            .camera(SimulatedCamera.looping("dome", campus))
            .camera(SimulatedCamera.looping("gone", boxes))
            .camera(SimulatedCamera.looping("stuck", campus))
            .build()
            .start();
    reference("campus", "gate.jpg");
    reference("boxes-h264", "boxes.jpg");
    String rtsp = "rtsp://127.0.0.1:" + cameras.port();
    city =
        TestCity.start(
            folder,
            "patrol: {streams: 1}\ncameraHealth: {noSignal: PT2S, frozen: PT5S, recovery: PT3S}\n",
            """
            - id: two-streams
              url: %1$s/main
              subUrl: %1$s/sub
              zones: [%2$s]
              scenes: {illegal-parking: {dwell: PT4S}}
            - id: patrolled
              url: %1$s/patrolled
              patrol: {every: PT10S, stay: PT3S}
              zones: [%2$s]
              scenes: {illegal-parking: {dwell: PT15S}}
            - id: dome
              url: %1$s/dome
              presets:
              - {id: gate, picture: gate.jpg, zones: [%2$s]}
              - {id: boxes, picture: boxes.jpg, zones: [%2$s]}
              scenes: {illegal-parking: {dwell: PT4S}}
            - id: gone
              url: %1$s/gone
            - id: stuck
              url: %1$s/stuck
            """
                .formatted(rtsp, KERB));
  }

  /** A preset's picture: what the camera shows then. */
  private static void reference(String clip, String name) {
    Path file = BundledClips.extract(clip, folder);
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.KEY_FRAMES);
        Frame first = frames.next()) {
      SnapshotWriter.write(first, List.of(), folder.resolve(name));
    }
  }

  @AfterAll
  static void stopCity() {
    city.close();
    cameras.close();
  }

  @Test
  void evidenceComesFromTheMainStreamWhileTheSubStreamIsAnalysed() throws IOException {
    Alert alert = awaitAlert("two-streams", "illegal-parking");

    BufferedImage snapshot = ImageIO.read(URI.create(city.url(snapshot(alert))).toURL());
    assertThat(snapshot.getWidth()).isEqualTo(boxes.width());
    Camera camera = camera("two-streams");
    assertThat(camera.getState()).isEqualTo(CameraState.CAMERA_LIVE);
    assertThat(camera.getSubStream().getState()).isEqualTo(CameraState.CAMERA_LIVE);
    assertThat(camera.getSubStream().getWidth()).isEqualTo(campus.width());
  }

  private static String snapshot(Alert alert) {
    return alert.getEvidenceList().stream()
        .filter(e -> e.getKind() == Evidence.Kind.SNAPSHOT)
        .map(Evidence::getPath)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStayIsSeenThroughOverTheVisitsOfAPatrol() {
    Await.until(
        LIMIT,
        () -> {
          Camera camera = camera("patrolled");
          return camera.getState() == CameraState.CAMERA_STOPPED && camera.hasNextVisit();
        },
        () -> "the patrol to leave and to say when it comes back, is " + camera("patrolled"));
    assertThat(camera("patrolled").getStateReason()).contains("patrol");

    Alert alert = awaitAlert("patrolled", "illegal-parking");
    assertThat(alert.getEvidenceList()).isNotEmpty();
  }

  @Test
  void aDomeIsJudgedByThePresetItShows() {
    awaitPreset("gate");
    awaitAlert("dome", "illegal-parking");

    cameras.switchClip("dome", boxes);
    awaitPreset("boxes");
    cameras.switchClip("dome", campus);
    awaitPreset("gate");
  }

  private static void awaitPreset(String preset) {
    Await.until(
        LIMIT,
        () -> camera("dome").getPreset().equals(preset),
        () -> "preset " + preset + ", is " + camera("dome"));
  }

  @Test
  void aCameraThatIsGoneIsAnAlertUntilItIsBack() {
    Await.until(LIMIT, () -> camera("gone").getState() == CameraState.CAMERA_LIVE, "a camera");
    cameras.removeCamera("gone");
    Alert alert = awaitAlert("gone", "camera-health");
    assertThat(alert.getEventCode()).isEqualTo("L9001");
    assertThat(camera("gone").getHealthList()).containsExactly("no-signal");

    cameras.addCamera(SimulatedCamera.looping("gone", boxes));
    Await.until(
        LIMIT,
        () -> awaitAlert("gone", "camera-health").getState() == AlertState.ALERT_STATE_ENDED,
        () -> "the alert to end, is " + awaitAlert("gone", "camera-health"));
    assertThat(camera("gone").getHealthList()).isEmpty();
  }

  @Test
  void aPictureThatStandsStillIsAnAlertWithThatPicture() {
    Await.until(LIMIT, () -> camera("stuck").getState() == CameraState.CAMERA_LIVE, "a camera");
    cameras.switchClip("stuck", TestCity.clip("still-h264", folder));
    Alert alert = awaitAlert("stuck", "camera-health");
    assertThat(alert.getEventCode()).isEqualTo("L9003");
    assertThat(snapshot(alert)).endsWith(".jpg");
    assertThat(camera("stuck").getHealthList()).containsExactly("frozen");

    cameras.switchClip("stuck", campus);
    Await.until(
        LIMIT,
        () -> awaitAlert("stuck", "camera-health").getState() == AlertState.ALERT_STATE_ENDED,
        () -> "the alert to end, is " + awaitAlert("stuck", "camera-health"));
  }

  private static Camera camera(String id) {
    return CameraServiceGrpc.newBlockingStub(city.channel())
        .getCamera(GetCameraRequest.newBuilder().setCameraId(id).build());
  }

  private static Alert awaitAlert(String camera, String scene) {
    Await.until(
        LIMIT,
        () -> alert(camera, scene).isPresent(),
        () -> scene + " at " + camera + ", which is " + camera(camera));
    return alert(camera, scene).orElseThrow();
  }

  private static Optional<Alert> alert(String camera, String scene) {
    return AlertServiceGrpc.newBlockingStub(city.channel())
        .listAlerts(ListAlertsRequest.newBuilder().setPageSize(100).build())
        .getAlertsList()
        .stream()
        .filter(a -> a.getCameraId().equals(camera) && a.getScene().equals(scene))
        .findFirst();
  }
}

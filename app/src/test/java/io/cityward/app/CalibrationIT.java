package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.grpc.Actor;
import io.cityward.app.config.CityConfig;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.ApplyThresholdRequest;
import io.cityward.proto.v1.CalibrationServiceGrpc;
import io.cityward.proto.v1.CalibrationServiceGrpc.CalibrationServiceBlockingStub;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.CreateCameraRequest;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.Point;
import io.cityward.proto.v1.SceneTask;
import io.cityward.proto.v1.SuggestThresholdRequest;
import io.cityward.proto.v1.ThresholdAdvice;
import io.cityward.proto.v1.ThresholdFigures;
import io.cityward.proto.v1.ThresholdSuggestion;
import io.cityward.proto.v1.Verdict;
import io.cityward.proto.v1.Zone;
import io.cityward.testkit.Await;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From operators' words over a suggestion to a threshold that holds, on real files and ports. */
class CalibrationIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PARKING = "illegal-parking";
  private static final String OF_FILE =
      """
      - id: of-file
        url: rtsp://127.0.0.1:1/nobody
        zones: [{id: z, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]
        scenes: {illegal-parking: {}}
      """;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir Path folder;

  @Test
  void verdictsBecomeAThresholdThatIsApplied() {
    raise("of-file", 20, 0.30);
    raise("kerb", 20, 0.30);
    raise("kerb", 40, 0.62);
    try (TestCity city = TestCity.start(folder, OF_FILE)) {
      create(city, "rtsp://127.0.0.1:1/nobody", 0, "[]");
      judgeAll(city);

      ThresholdSuggestion suggestion = suggest(city, "kerb");
      assertThat(suggestion.getAdvice()).isEqualTo(ThresholdAdvice.THRESHOLD_RAISE);
      assertThat(suggestion.getPresent().getJudged()).isEqualTo(60);
      assertThat(suggestion.getPresent().getConfirmed()).isEqualTo(40);
      assertThat(suggestion.getSuggested().getLeastScore()).isEqualTo(0.31);
      assertThat(suggestion.getSuggested().getKept()).isEqualTo(1);
      assertThat(suggestion.getSuggested().getPrecisionAtLeast()).isBetween(0.93, 0.94);
      assertThat(suggestion.getThresholdsList())
          .extracting(ThresholdFigures::getLeastScore)
          .containsExactly(0.0, 0.31);
      assertThat(suggestion.getAlgorithmVersion()).isEqualTo("1.0.0");

      String server = city.url("").substring("http://".length());
      assertThat(calibrate("--server", server, "--camera", "kerb")).isZero();
      CameraSettings applied = apply(city, suggestion, "once");
      assertThat(leastAlertScore(applied)).isEqualTo(0.31);
      // A call that is repeated changes nothing, and is answered as the first.
      assertThat(apply(city, suggestion, "once").getRevision()).isEqualTo(applied.getRevision());
      CameraSettings lowered = apply(city, "kerb", 0.2, applied.getRevision(), "lower");
      assertThat(apply(city, suggestion, "once")).isEqualTo(lowered);
      var unused = apply(city, "kerb", 0.31, lowered.getRevision(), "and up again");
      assertThat(suggest(city, "kerb").getAdvice()).isEqualTo(ThresholdAdvice.THRESHOLD_MET);
      assertThat(suggest(city, "kerb").getBelowPresent()).isEqualTo(20);
      assertThat(calibrate("--server", server, "--camera", "kerb", "--apply")).isOne();

      // Everything else of the camera stays.
      assertThat(applied.getName()).isEqualTo("Camera kerb");
      assertThat(applied.getScenes(0).getSettings().getFieldsOrThrow("dwell").getStringValue())
          .isEqualTo("PT4S");
      assertThat(applied.getHasPassword()).isTrue();

      StatusRuntimeException stale = refused(() -> apply(city, suggestion, "again"));
      assertThat(stale.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
      assertThat(stale.getStatus().getDescription()).contains("changed by wang");
    }
    try (TestCity again = TestCity.start(folder, OF_FILE)) {
      assertThat(suggest(again, "kerb").getPresent().getLeastScore()).isEqualTo(0.31);
    }
  }

  @Test
  void ofTwoWhoApplyAtOnceOneIsTold() throws Exception {
    try (TestCity city = TestCity.start(folder, OF_FILE)) {
      create(city, "rtsp://127.0.0.1:1/nobody", 0, "[]");
      ThresholdSuggestion seen = suggest(city, "kerb");
      assertThat(seen.getAdvice()).isEqualTo(ThresholdAdvice.THRESHOLD_TOO_FEW);
      ExecutorService people = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Status.Code>> tries = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
          double score = i / 10.0;
          tries.add(
              () -> outcome(() -> apply(city, "kerb", score, seen.getRevision(), "k" + score)));
        }
        List<Status.Code> outcomes = new ArrayList<>();
        for (Future<Status.Code> one : people.invokeAll(tries)) {
          outcomes.add(one.get());
        }
        assertThat(outcomes).containsOnlyOnce(Status.Code.OK);
        assertThat(outcomes).filteredOn(Status.Code.ABORTED::equals).hasSize(7);
      } finally {
        people.shutdownNow();
      }
    }
  }

  @Test
  void refusesWhatCannotBeCalibrated() {
    raise("of-file", 20, 0.30);
    raise("of-file", 40, 0.62);
    try (TestCity city = TestCity.start(folder, OF_FILE)) {
      judgeAll(city);
      create(city, "rtsp://127.0.0.1:1/nobody", 0, "[]");
      ThresholdSuggestion ofFile = suggest(city, "of-file");
      assertThat(ofFile.getRegistered()).isFalse();
      assertThat(ofFile.getToWrite())
          .isEqualTo("scenes: { illegal-parking: { leastAlertScore: 0.31 } }");
      StatusRuntimeException readOnly = refused(() -> apply(city, ofFile, "k"));
      assertThat(readOnly.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(readOnly.getStatus().getDescription()).contains(ofFile.getToWrite());

      assertThat(outcome(() -> suggest(city, "nowhere"))).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(outcome(() -> apply(city, "nowhere", 0.5, 1, "k")))
          .isEqualTo(Status.Code.NOT_FOUND);
      StatusRuntimeException unknown =
          refused(() -> suggest(city, request("kerb").setScene("street-vending")));
      assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(unknown.getStatus().getDescription())
          .contains("street-vending (expected: one that is watched for at kerb: illegal-parking)");
      assertThat(outcome(() -> suggest(city, request("kerb").setTargetPrecision(1.5))))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(outcome(() -> suggest(city, request("kerb").setDays(-1))))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
      for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
        assertThat(outcome(() -> apply(city, "kerb", wrong, 1, "k")))
            .isEqualTo(Status.Code.INVALID_ARGUMENT);
      }
      assertThat(outcome(() -> apply(city, "kerb", 0.5, 1, "")))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @Test
  void aThresholdHoldsBackWhatTheSceneIsNotSureOf() throws Exception {
    try (RtspServer cameras =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("gate", TestCity.clip("campus", folder)))
                .build()
                .start();
        TestCity city = TestCity.start(folder, OF_FILE)) {
      // Where the bundled clip has a parked van, and a car behind it.
      create(city, cameras.url("gate"), 0.99, "0.84 0.13 1 0.12 1 0.24 0.87 0.24");
      Await.until(LIMIT, () -> heldBack(city) >= 1, "a finding that was held back");
      assertThat(alerts(city)).isEmpty();
      apply(city, "kerb", 0, suggest(city, "kerb").getRevision(), "k");
      Await.until(LIMIT, () -> !alerts(city).isEmpty(), "the same, told after all");
      assertThat(alerts(city).get(0).getEvidenceList()).isNotEmpty();
    }
  }

  /** Alerts of four days, as an earlier run has stored them. */
  private void raise(String camera, int count, double score) {
    CityConfig config = CityConfig.parse("", "test.yml", folder, TestCity.HOME);
    for (int day = 0; day < 4; day++) {
      Instant now = Instant.now().minus(Duration.ofDays(4 - day));
      try (AlertCenter center =
          new AlertCenter(config.alerts(), AlertMetrics.NOOP, Clock.fixed(now, ZoneOffset.UTC))) {
        center.start();
        for (int i = day; i < count; i += 4) {
          var unused = center.record(report(camera, now, score, i));
        }
      }
    }
  }

  /** Each at a place of its own, so that none is taken for another. */
  private static FindingReport report(String camera, Instant now, double score, int number) {
    double left = 0.02 * number;
    double top = score / 2;
    return new FindingReport(
        new FindingId(camera + "-" + score + "-" + number),
        new Subject(
            new CameraId(camera),
            camera,
            new Place("", "", 0, 0),
            PARKING,
            "z",
            "no-parking",
            "09009",
            "x"),
        "stay-" + score + "-" + number,
        Phase.ENDED,
        now,
        now,
        now,
        new Box(left, top, left + 0.015, top + 0.1),
        score,
        List.of(),
        "",
        Optional.of(new VersionId("coco-nanodet", "1.0.0")),
        List.of());
  }

  private static void judgeAll(TestCity city) {
    for (Alert alert : alerts(city)) {
      var unused =
          AlertServiceGrpc.newBlockingStub(city.channel())
              .giveVerdict(
                  GiveVerdictRequest.newBuilder()
                      .setAlertId(alert.getId())
                      .setVerdict(
                          alert.getScore() > 0.5
                              ? Verdict.VERDICT_CONFIRMED
                              : Verdict.VERDICT_REJECTED)
                      .setCause("a sign")
                      .setIdempotencyKey("k")
                      .build());
    }
  }

  private static List<Alert> alerts(TestCity city) {
    return AlertServiceGrpc.newBlockingStub(city.channel())
        .listAlerts(ListAlertsRequest.newBuilder().setPageSize(500).build())
        .getAlertsList()
        .stream()
        .filter(alert -> alert.getScene().equals(PARKING))
        .toList();
  }

  private static void create(TestCity city, String url, double leastScore, String polygon) {
    Zone.Builder zone = Zone.newBuilder().setId("z").setKind("no-parking");
    String[] numbers = polygon.equals("[]") ? "0 0 1 0 1 1".split(" ") : polygon.split(" ");
    for (int i = 0; i < numbers.length; i += 2) {
      zone.addPolygon(
          Point.newBuilder()
              .setX(Double.parseDouble(numbers[i]))
              .setY(Double.parseDouble(numbers[i + 1])));
    }
    Struct.Builder scene =
        Struct.newBuilder().putFields("dwell", Value.newBuilder().setStringValue("PT4S").build());
    if (leastScore > 0) {
      scene.putFields("leastAlertScore", Value.newBuilder().setNumberValue(leastScore).build());
    }
    var unused =
        CameraServiceGrpc.newBlockingStub(city.channel())
            .createCamera(
                CreateCameraRequest.newBuilder()
                    .setSettings(
                        CameraSettings.newBuilder()
                            .setId("kerb")
                            .setName("Camera kerb")
                            .setUrl(url)
                            .setUser("viewer")
                            .setPassword("s3cret")
                            .setEnabled(true)
                            .addZones(zone)
                            .addScenes(SceneTask.newBuilder().setScene(PARKING).setSettings(scene)))
                    .setIdempotencyKey(UUID.randomUUID().toString())
                    .build());
  }

  private static CalibrationServiceBlockingStub stub(TestCity city) {
    Metadata who = new Metadata();
    who.put(Actor.HEADER, "wang");
    return CalibrationServiceGrpc.newBlockingStub(city.channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(who));
  }

  private static SuggestThresholdRequest.Builder request(String camera) {
    return SuggestThresholdRequest.newBuilder().setCameraId(camera).setScene(PARKING);
  }

  private static ThresholdSuggestion suggest(TestCity city, String camera) {
    return suggest(city, request(camera));
  }

  private static ThresholdSuggestion suggest(
      TestCity city, SuggestThresholdRequest.Builder request) {
    return stub(city).suggestThreshold(request.build());
  }

  private static CameraSettings apply(TestCity city, ThresholdSuggestion of, String key) {
    return apply(city, of.getCameraId(), of.getSuggested().getLeastScore(), of.getRevision(), key);
  }

  private static CameraSettings apply(
      TestCity city, String camera, double score, long revision, String key) {
    return stub(city)
        .applyThreshold(
            ApplyThresholdRequest.newBuilder()
                .setCameraId(camera)
                .setScene(PARKING)
                .setLeastScore(score)
                .setRevision(revision)
                .setIdempotencyKey(key)
                .build());
  }

  private static double leastAlertScore(CameraSettings settings) {
    return settings.getScenes(0).getSettings().getFieldsOrThrow("leastAlertScore").getNumberValue();
  }

  private static int calibrate(String... more) {
    List<String> words = new ArrayList<>(List.of("cameras", "calibrate", "--scene", PARKING));
    words.addAll(List.of(more));
    return Cityward.commandLine().execute(words.toArray(String[]::new));
  }

  private static StatusRuntimeException refused(Runnable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call::run);
  }

  private static Status.Code outcome(Runnable call) {
    StatusRuntimeException refused = refused(call);
    return refused == null ? Status.Code.OK : refused.getStatus().getCode();
  }

  private static long heldBack(TestCity city) {
    try {
      String metrics =
          HTTP.send(
                  HttpRequest.newBuilder(URI.create(city.url("/metrics"))).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return metrics
          .lines()
          .filter(line -> line.startsWith("cityward_findings_below_score "))
          .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
          .sum();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

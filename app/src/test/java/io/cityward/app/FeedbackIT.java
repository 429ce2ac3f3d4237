package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.app.eval.images.ClassMap;
import io.cityward.app.eval.images.ImageEvaluator;
import io.cityward.app.eval.images.ImageFigures;
import io.cityward.app.eval.images.LabelledImages;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.Evidence;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.Verdict;
import io.cityward.testkit.Await;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a camera over an operator's word to a set that a pack is scored on. */
class FeedbackIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Where the bundled clip has a parked van, and a car behind it. */
  private static final String KERB =
      "{id: kerb, kind: no-parking, polygon: [[0.84, 0.13], [1, 0.12], [1, 0.24], [0.87, 0.24]]}";

  @TempDir Path folder;

  @Test
  void whatOperatorsSaidIsReadBackByOurOwnEvaluation() throws IOException {
    try (RtspServer cameras =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("gate", TestCity.clip("campus", folder)))
                .build()
                .start();
        TestCity city =
            TestCity.start(
                folder,
                """
                - id: gate
                  url: rtsp://127.0.0.1:%d/gate
                  zones: [%s]
                  scenes: {illegal-parking: {dwell: PT4S}}
                """
                    .formatted(cameras.port(), KERB))) {
      Await.until(LIMIT, () -> alerts(city).size() >= 2, "both vehicles at the gate");
      List<Alert> alerts = alerts(city);
      assertThat(alerts.get(0).getEvidenceList())
          .extracting(Evidence::getKind)
          .doesNotContain(Evidence.Kind.UNRECOGNIZED)
          .contains(Evidence.Kind.SNAPSHOT);
      judge(city, alerts.get(0), Verdict.VERDICT_REJECTED);
      judge(city, alerts.get(1), Verdict.VERDICT_CONFIRMED);

      Path zip = folder.resolve("feedback.zip");
      String server = city.url("").substring("http://".length());
      int exit =
          Cityward.commandLine()
              .execute("feedback", "export", "--server", server, "--out", zip.toString());
      assertThat(exit).isZero();

      Path set = folder.resolve("set");
      unpack(zip, set);
      JsonNode coco = new ObjectMapper().readTree(set.resolve("annotations.json").toFile());
      assertThat(coco.get("images")).hasSize(2);
      assertThat(coco.get("annotations")).hasSize(2);
      ImageFigures figures = score(set);
      assertThat(figures.images()).isEqualTo(2);
      assertThat(figures.withoutLabels()).isZero();
      ImageFigures.OfClass parked = figures.classes().get("illegal-parking");
      assertThat(parked.objects()).isEqualTo(1);
      // The box lies where the picture shows the vehicle.
      assertThat(parked.best().orElseThrow().recall()).isEqualTo(1);
    }
  }

  private static ImageFigures score(Path set) {
    ModelPack pack = new PackRepository(TestCity.HOME.resolve("models")).pack("coco-nanodet");
    return new ImageEvaluator(new Engines(List.of(new OnnxEngine())))
        .evaluate(
            pack,
            pack.defaultSize(),
            LabelledImages.read(set),
            ClassMap.parse("car=illegal-parking,bus=illegal-parking,truck=illegal-parking"),
            done -> {});
  }

  /** The oldest first. */
  private static List<Alert> alerts(TestCity city) {
    return AlertServiceGrpc.newBlockingStub(city.channel())
        .listAlerts(ListAlertsRequest.getDefaultInstance())
        .getAlertsList()
        .stream()
        .filter(alert -> alert.getScene().equals("illegal-parking"))
        .sorted(Comparator.comparing(Alert::getId))
        .toList();
  }

  private static void judge(TestCity city, Alert alert, Verdict verdict) {
    var unused =
        AlertServiceGrpc.newBlockingStub(city.channel())
            .giveVerdict(
                GiveVerdictRequest.newBuilder()
                    .setAlertId(alert.getId())
                    .setVerdict(verdict)
                    .setCause("a test says so")
                    .setIdempotencyKey("k")
                    .build());
  }

  private static void unpack(Path zip, Path to) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = to.resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.copy(entries, target);
      }
    }
  }
}

package io.cityward.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.app.demo.Demo;
import io.cityward.app.demo.DemoReport;
import io.cityward.testkit.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From RTSP cameras to acknowledged work orders, all of it real. */
class DemoIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void anAlertGetsItsEvidenceAndItsOrderReachesTheCitySystem(@TempDir Path folder)
      throws Exception {
    try (Demo demo = new Demo(TestCity.HOME, folder.resolve("demo"))) {
      demo.start(0, alert -> {});
      Await.until(
          LIMIT, () -> finished(demo.report()), () -> "an end of " + demo.report().toJson());

      JsonNode report = demo.report().toJson();
      assertThat(report.get("cameras").asInt()).isEqualTo(4);
      assertThat(report.get("frames").asLong()).isPositive();
      assertThat(report.get("alerts"))
          .allSatisfy(alert -> assertThat(alert.get("camera").asText()).isEqualTo("campus-gate"))
          .allSatisfy(alert -> assertThat(alert.get("eventCode").asText()).isEqualTo("09009"));
      assertThat(report.get("workOrders").get(0).get("delivery").asText())
          .isEqualTo("ACKNOWLEDGED");
      assertThat(report.get("evidence"))
          .allSatisfy(file -> assertThat(Files.size(Path.of(file.asText()))).isPositive());
      assertThat(report.get("p99AlertDelayMs").asDouble()).isPositive();
      clipCanBeSeekedOverHttp(demo, report);
    }
  }

  /** Every alert has snapshot and clip, and an order is acknowledged. */
  private static boolean finished(DemoReport report) {
    return report.complete()
        && report.alerts().stream().allMatch(alert -> alert.getEvidenceCount() == 2);
  }

  private static void clipCanBeSeekedOverHttp(Demo demo, JsonNode report) throws Exception {
    String clip =
        demo.report().alerts().get(0).getEvidenceList().stream()
            .map(one -> one.getPath())
            .filter(path -> path.endsWith(".mp4"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no clip in " + report));
    HttpResponse<byte[]> part =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(demo.console() + clip))
                    .header("Range", "bytes=4-7")
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(new String(part.body(), java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("ftyp");
  }
}

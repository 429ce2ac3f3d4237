package io.cityward.app.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.OutsideSettings;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.dispatch.open311.Open311ServerSettings;
import io.cityward.alerts.dispatch.open311.Open311Service;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.alerts.notice.NoticeSettings;
import io.cityward.app.config.ServerConfig;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorDoorsIT {

  @TempDir Path folder;
  private AlertCenter center;
  private CityServer server;

  @BeforeEach
  void start() {
    OutsideSettings outside =
        new OutsideSettings(
            new Open311ServerSettings(true, "", Map.of(), 60, false),
            NoticeSettings.NONE,
            ZoneOffset.UTC);
    center =
        new AlertCenter(
            AlertSettings.in(folder).with(outside), AlertMetrics.NOOP, Clock.systemUTC());
    center.start();
    server =
        new CityServer(
            new ServerConfig("127.0.0.1", 0, "http://localhost", 1, 1),
            center.services(),
            new DiskEvidenceStore(folder.resolve("evidence")),
            new NoStreams(),
            new ConnectorDoors(
                center.statusReceiver(),
                center.open311(List.of(new Open311Service("06010", "暴露垃圾", "garbage-pile")))),
            LiveMetrics.NOOP,
            new PrometheusRegistry(),
            Clock.systemUTC());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    center.close();
  }

  @Test
  void takesAReportAsAFormAndShowsIt() throws Exception {
    HttpResponse<String> posted =
        post(
            "/open311/v2/requests.json",
            "application/x-www-form-urlencoded",
            "service_code=06010&lat=31.2&long=121.5&description=%E5%9E%83%E5%9C%BE"
                .getBytes(UTF_8));
    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(posted.body()).contains("S-0000000001");
    HttpResponse<String> xml = get("/open311/v2/requests.xml?status=open");
    assertThat(xml.headers().firstValue("content-type")).hasValue("text/xml; charset=utf-8");
    assertThat(xml.body()).startsWith("<?xml").contains("S-0000000001").contains("暴露垃圾");
    assertThat(get("/open311/v2/services.json").body()).contains("06010");
  }

  @Test
  void letsNobodyInWhoDoesNotReportStatusHere() throws Exception {
    assertThat(post("/connectors/city-hall/status", "application/json", new byte[2]).statusCode())
        .isEqualTo(404);
    assertThat(get("/connectors/city-hall/status").statusCode()).isEqualTo(405);
  }

  @Test
  void refusesWhatIsLargerThanSuchRequestsAre() throws Exception {
    assertThat(
            post(
                    "/open311/v2/requests.json",
                    "application/x-www-form-urlencoded",
                    new byte[1 << 19])
                .statusCode())
        .isEqualTo(413);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private static final class NoStreams implements StreamLookup {

    @Override
    public Optional<PacketRing> ring(String cameraId, boolean sub) {
      return Optional.empty();
    }

    @Override
    public String whyNoPicture(String cameraId) {
      return "no cameras here";
    }

    @Override
    public List<Overlay> zones(String cameraId) {
      return List.of();
    }
  }
}

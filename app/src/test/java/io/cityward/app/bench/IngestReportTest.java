package io.cityward.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.ingest.Transport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class IngestReportTest {

  private static IngestPlan plan(Optional<FfmpegProgram> ffmpeg) {
    BenchClip clip =
        new BenchClip(
            Path.of("street.mp4"),
            "street <1>",
            "H264",
            1920,
            1080,
            25,
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            4_000_000);
    return new IngestPlan(
        BenchPolicy.parse("key-frames"),
        clip,
        Transport.TCP,
        "transport: tcp",
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        3,
        ffmpeg);
  }

  private static IngestFigures ours(double cores, double worst) {
    return new IngestFigures(
        new ProcessUse(0.001, 100L << 20, Map.of()),
        new ProcessUse(cores, 200L << 20, Map.of(ThreadKind.INGEST, cores)),
        2,
        2.1,
        60,
        61,
        0,
        0,
        60L << 20,
        20L << 20,
        new Spread(60, 10, 20, worst, worst > 500 ? 1 : 0),
        new Spread(60, 5, 9, 12, 0));
  }

  private static ReferenceFigures reference(String threads, double cores) {
    return new ReferenceFigures(threads, 4, cores, 40L << 20, 60, 60);
  }

  private static IngestReport measured(int cameras, double cores) {
    FfmpegProgram ffmpeg = new FfmpegProgram(Path.of("/usr/bin/ffmpeg"), "ffmpeg version 8");
    return new IngestReport(
        plan(Optional.of(ffmpeg)),
        cameras,
        List.of(ours(cores, 30), ours(cores * 9, 700), ours(cores * 1.1, 25)),
        List.of(
            reference("1", 0.02),
            reference("auto", 0.03),
            reference("1", 0.05),
            reference("auto", 0.031),
            reference("1", 0.021),
            reference("auto", 0.029)));
  }

  @Test
  void costsAreMediansCountsAreSumsAndTheCheaperReferenceCounts() {
    JsonNode json = measured(4, 0.04).toJson();
    assertThat(json.get("cpuPerCamera").asDouble()).isEqualTo(0.011, within(1e-6));
    assertThat(json.get("cpuPerCameraFfmpeg").asDouble()).isEqualTo(0.021, within(1e-6));
    assertThat(json.get("ratioToFfmpeg").asDouble()).isEqualTo(0.524, within(1e-6));
    assertThat(json.get("ffmpeg").get("threads").asText()).isEqualTo("1");
    assertThat(json.get("rssPerCameraMiB").asDouble()).isEqualTo(10, within(1e-6));
    assertThat(json.get("delivered").asLong()).isEqualTo(180);
    assertThat(json.get("expected").asLong()).isEqualTo(183);
    assertThat(json.get("delayMs").get("worst").asDouble()).isEqualTo(700);
    assertThat(json.get("delayMs").get("laterThan500").asLong()).isEqualTo(1);
  }

  @Test
  void withoutAReferenceThereIsNoRatio() {
    IngestReport report =
        new IngestReport(plan(Optional.empty()), 4, List.of(ours(0.04, 30)), List.of());
    JsonNode json = report.toJson();
    assertThat(json.get("cpuPerCameraFfmpeg").isNull()).isTrue();
    assertThat(json.get("ratioToFfmpeg").isNull()).isTrue();
    assertThat(json.get("ffmpeg").isNull()).isTrue();
    assertThat(IngestTable.of(List.of(report))).contains("not measured; there is no ratio");
  }

  @Test
  void theLargestNumberStandsAboveAllOfTheScale() {
    JsonNode json = IngestReport.toJson(List.of(measured(1, 0.02), measured(64, 0.9)));
    assertThat(json.get("cameras").asInt()).isEqualTo(64);
    assertThat(json.get("scale").findValuesAsText("cameras")).containsExactly("1", "64");
    assertThat(IngestReport.toJson(List.of(measured(4, 0.04))).has("scale")).isFalse();
  }

  @Test
  void theTableHasALinePerNumberOfCameras() {
    String table = IngestTable.of(List.of(measured(1, 0.02), measured(64, 0.9)));
    assertThat(table.lines().map(String::strip)).anyMatch(line -> line.startsWith("1  "));
    assertThat(table.lines().map(String::strip)).anyMatch(line -> line.startsWith("64  "));
  }

  @Test
  void thePlotIsAnSvgWithBothLinesInsideItsFrame() throws Exception {
    String svg = ScalePlot.svg(List.of(measured(1, 0.02), measured(8, 0.12), measured(64, 0.9)));
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(read.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    var circles = read.getElementsByTagName("circle");
    assertThat(circles.getLength()).isEqualTo(6);
    for (int i = 0; i < circles.getLength(); i++) {
      var place = circles.item(i).getAttributes();
      assertThat(Double.parseDouble(place.getNamedItem("cx").getNodeValue())).isBetween(0.0, 640.0);
      assertThat(Double.parseDouble(place.getNamedItem("cy").getNodeValue())).isBetween(0.0, 360.0);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.9,0.2", "1.2,0.2", "2,0.5", "3.1,1", "11,2", "14,5", "0,0.0001"})
  void theGridHasRoundStepsAndFewLines(double highest, double step) {
    assertThat(ScalePlot.step(highest)).isEqualTo(step, within(step / 1e6));
  }
}

package io.cityward.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.ingest.Probe;
import io.cityward.ingest.ProbeReport;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.StreamInfo;
import io.cityward.ingest.StreamUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at one camera and says what it sends, or why it cannot be seen. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = "Opens a camera and says what it sends, or why it cannot be seen.")
public final class ProbeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "URL",
      description =
          "rtsp://[user:password@]host[:port]/path; also rtsps, rtmp, http (HLS, MJPEG),"
              + " file:///path")
  private String url;

  @Option(
      names = "--limit",
      converter = Spans.class,
      description = "How long to look; default: ${DEFAULT-VALUE}.")
  private Duration limit = Duration.ofSeconds(15);

  @Option(names = "--snapshot", description = "Writes the first picture to this file (JPEG).")
  private Path snapshot;

  @Option(names = "--json", description = "Writes the report to this file.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    ProbeReport report =
        Probe.look(StreamUrl.parse(url), SessionSettings.DEFAULTS, limit, Clock.systemUTC());
    print(report);
    if (snapshot != null && report.snapshot().isPresent()) {
      Files.write(snapshot, report.snapshot().get());
      line("snapshot", snapshot.toString());
    }
    if (json != null) {
      JsonFile.write(json, json(report));
    }
    return report.works() ? 0 : 1;
  }

  private static void print(ProbeReport report) {
    line("camera", report.url());
    line("state", report.state().kind() + ": " + report.state().reason());
    report.stream().ifPresent(ProbeCommand::print);
    if (report.gopFrames() > 0) {
      line("GOP", "%d frames, %.1f s", report.gopFrames(), seconds(report.gop()));
    } else if (report.works()) {
      line("GOP", "longer than the look");
    }
    report.firstFrameAfter().ifPresent(span -> line("first frame", "after %.2f s", seconds(span)));
    if (report.works()) {
      line(
          "clock offset",
          report
              .clockOffset()
              .map(offset -> String.format(Locale.ROOT, "%+.3f s", seconds(offset)))
              .orElse("unknown (no RTCP sender report yet)"));
    }
  }

  private static void print(StreamInfo stream) {
    line(
        "video",
        "%s %dx%d, %.2f fps",
        stream.codec(),
        stream.width(),
        stream.height(),
        stream.fps());
  }

  private static ObjectNode json(ProbeReport report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("url", report.url());
    node.put("state", report.state().kind().name());
    node.put("reason", report.state().reason());
    report.stream()
        .ifPresent(
            stream ->
                node.put("codec", stream.codec())
                    .put("width", stream.width())
                    .put("height", stream.height())
                    .put("fps", stream.fps()));
    node.put("gopFrames", report.gopFrames());
    node.put("gopSeconds", seconds(report.gop()));
    report.firstFrameAfter().ifPresent(span -> node.put("firstFrameSeconds", seconds(span)));
    report.clockOffset().ifPresent(span -> node.put("clockOffsetSeconds", seconds(span)));
    return node;
  }

  private static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }

  private static void line(String name, String format, Object... values) {
    System.out.printf(
        Locale.ROOT,
        "%-13s %s%n",
        name,
        values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}

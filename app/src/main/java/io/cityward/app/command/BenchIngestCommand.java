package io.cityward.app.command;

import io.cityward.app.bench.BenchClip;
import io.cityward.app.bench.BenchPolicy;
import io.cityward.app.bench.DefaultClip;
import io.cityward.app.bench.FfmpegProgram;
import io.cityward.app.bench.IngestBench;
import io.cityward.app.bench.IngestPlan;
import io.cityward.app.bench.IngestReport;
import io.cityward.app.bench.IngestTable;
import io.cityward.app.bench.ScalePlot;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.settings.SettingsFile;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.Transport;
import io.cityward.testkit.VideoCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to watch cameras. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "CPU and memory per camera, against the ffmpeg program on the same cameras.")
public final class BenchIngestCommand implements Callable<Integer> {

  private static final int MOST_CAMERAS = 1000;

  @Option(names = "--cameras", description = "How many; default: 8.")
  private Integer cameras;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "N,N",
      description = "Several numbers of cameras, growing, instead of one: how cost grows.")
  private List<Integer> scale;

  @Option(names = "--policy", description = "key-frames, fps:N or all; default: ${DEFAULT-VALUE}.")
  private String policy = "key-frames";

  @Option(
      names = "--seconds",
      description = "How long CPU time is counted, each time; default: ${DEFAULT-VALUE}.")
  private int seconds = 30;

  @Option(
      names = "--warm-up",
      description =
          "Seconds from the last camera's first picture to that; default: ${DEFAULT-VALUE}.")
  private int warmUp = 15;

  @Option(
      names = "--rounds",
      description = "How often ours and ffmpeg take turns; default: ${DEFAULT-VALUE}.")
  private int rounds = 1;

  @Option(names = "--clip", description = "What all cameras show; default: one made for this.")
  private Path file;

  @Option(names = "--codec", description = "Of the clip made for this: h264 (default) or h265.")
  private VideoCodec codec;

  @Option(names = "--transport", description = "tcp or udp; default: tcp.")
  private Transport transport = Transport.TCP;

  @Option(
      names = "--ingest",
      paramLabel = "KEY=VALUE",
      description = "A key below ingest: in cityward.yml, for our sessions.")
  private Map<String, String> ingest = Map.of();

  @Option(names = "--ffmpeg", description = "The reference; default: the one our libraries bring.")
  private Path ffmpeg;

  @Option(names = "--no-ffmpeg", description = "Measure no reference; there is no ratio then.")
  private boolean noFfmpeg;

  @Option(names = "--plot", description = "Draws the --scale as an SVG to this file.")
  private Path plot;

  @Option(names = "--json", description = "Writes all figures to this file.")
  private Path json;

  @Override
  public Integer call() throws InterruptedException {
    List<Integer> counts = counts();
    IngestPlan plan = plan();
    IngestBench bench = new IngestBench(plan, what -> Progress.say("%s", what));
    List<IngestReport> reports = new ArrayList<>();
    for (int count : counts) {
      reports.add(bench.run(count));
    }
    Progress.done();
    System.out.print(IngestTable.of(reports));
    if (json != null) {
      JsonFile.write(json, IngestReport.toJson(reports));
    }
    if (plot != null) {
      write(plot, ScalePlot.svg(reports));
    }
    return 0;
  }

  private List<Integer> counts() {
    if (scale != null && cameras != null) {
      throw CityException.invalid("--cameras", cameras, "left out where --scale is given");
    }
    if (plot != null && (scale == null || scale.size() < 2)) {
      throw CityException.invalid("--plot", plot, "together with --scale, of two numbers at least");
    }
    if (scale == null) {
      int count = cameras == null ? 8 : cameras;
      Numbers.within("--cameras", count, 1, MOST_CAMERAS);
      return List.of(count);
    }
    for (int i = 0; i < scale.size(); i++) {
      int least = i == 0 ? 1 : Math.min(scale.get(i - 1) + 1, MOST_CAMERAS);
      Numbers.within("--scale", scale.get(i), least, MOST_CAMERAS);
    }
    return scale;
  }

  private IngestPlan plan() {
    BenchPolicy chosen = BenchPolicy.parse(policy);
    Numbers.within("--seconds", seconds, 1, 3600);
    Numbers.within("--warm-up", warmUp, 0, 3600);
    Numbers.within("--rounds", rounds, 1, 100);
    if (transport == Transport.AUTO) {
      throw CityException.invalid("--transport", "auto", "tcp or udp");
    }
    if (noFfmpeg && ffmpeg != null) {
      throw CityException.invalid("--ffmpeg", ffmpeg, "left out where --no-ffmpeg is given");
    }
    writable("--json", json);
    writable("--plot", plot);
    String settings = settings();
    Optional<FfmpegProgram> bundled = FfmpegProgram.bundled();
    Optional<FfmpegProgram> onPath = FfmpegProgram.onPath();
    Optional<FfmpegProgram> reference = reference(bundled.or(() -> onPath));
    return new IngestPlan(
        chosen,
        clip(Stream.concat(bundled.stream(), onPath.stream()).toList()),
        transport,
        settings,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(warmUp),
        rounds,
        reference);
  }

  /** Minutes of measuring must not end at a folder that is not there. */
  private static void writable(String option, Path file) {
    if (file != null && !Files.isWritable(file.toAbsolutePath().getParent())) {
      throw CityException.invalid(option, file, "a file in a folder that can be written to");
    }
  }

  /** Read here already, so that a wrong one is told before anything starts. */
  private String settings() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("transport: ").append(transport.name().toLowerCase(Locale.ROOT)).append("\n");
    ingest.forEach((key, value) -> yaml.append(key).append(": ").append(value).append("\n"));
    SettingsFile.parse(yaml.toString(), "--ingest", SessionSettings::read);
    return yaml.toString();
  }

  private Optional<FfmpegProgram> reference(Optional<FfmpegProgram> atHand) {
    if (noFfmpeg) {
      return Optional.empty();
    }
    return ffmpeg == null ? atHand : Optional.of(FfmpegProgram.at(ffmpeg));
  }

  private BenchClip clip(List<FfmpegProgram> encoders) {
    if (file == null) {
      Progress.say("the clip is made once");
      return DefaultClip.of(codec == null ? VideoCodec.H264 : codec, encoders);
    }
    if (codec != null) {
      throw CityException.invalid("--codec", codec, "left out where --clip is given");
    }
    return BenchClip.open(file, file.getFileName().toString());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, file + " cannot be written: " + e.getMessage(), e);
    }
  }
}

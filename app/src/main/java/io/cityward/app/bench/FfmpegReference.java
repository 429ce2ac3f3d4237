package io.cityward.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The same work by FFmpeg's command-line program, one process per camera, as one would run it: it
 * connects, decodes what the policy wants, and drops it. Each tells once a second how many frames
 * it has put out, so that one that does nothing is not taken for a fast one.
 */
final class FfmpegReference implements AutoCloseable {

  private static final Duration MOST_FOR_STARTING = Duration.ofSeconds(60);

  /** It has nothing to warm up once frames come. */
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(3);

  private static final String FRAMES = "frame=";

  private final IngestPlan plan;
  private final String threads;
  private final List<Decoder> decoders = new ArrayList<>();

  /** One process, and what it says. */
  private static final class Decoder {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile long frames;
    private ChildProcess process;

    private void hear(String line) {
      if (line.startsWith(FRAMES)) {
        frames = Long.parseLong(line.substring(FRAMES.length()).strip());
        if (frames > 0) {
          begun.countDown();
        }
      }
    }
  }

  /**
   * @param threads the program's option, {@code 1} or {@code auto}
   */
  FfmpegReference(IngestPlan plan, String threads) {
    this.plan = plan;
    this.threads = threads;
  }

  ReferenceFigures measure(List<String> urls) throws InterruptedException {
    for (String url : urls) {
      Decoder decoder = new Decoder();
      decoder.process = ChildProcess.start("ffmpeg", command(url), decoder::hear);
      decoders.add(decoder);
    }
    for (Decoder decoder : decoders) {
      if (!decoder.begun.await(MOST_FOR_STARTING.toSeconds(), TimeUnit.SECONDS)) {
        throw decoder.process.failure("no frame within " + MOST_FOR_STARTING.toSeconds() + " s");
      }
    }
    Duration warmUp = plan.warmUp();
    Thread.sleep((warmUp.compareTo(LONGEST_WARM_UP) < 0 ? warmUp : LONGEST_WARM_UP).toMillis());
    return window();
  }

  private ReferenceFigures window() throws InterruptedException {
    long framesBefore = frames();
    List<ProcessReading> before = readings();
    Thread.sleep(plan.span().toMillis());
    List<ProcessReading> after = readings();
    double cores = 0;
    long resident = 0;
    for (int i = 0; i < after.size(); i++) {
      ProcessUse use = after.get(i).since(before.get(i));
      cores += use.cores();
      resident += use.residentBytes();
    }
    int count = decoders.size();
    long due = count * plan.span().toNanos() / plan.policy().interval(plan.clip()).toNanos();
    long frames = frames() - framesBefore;
    if (frames < due / 2) {
      throw decoders.get(0).process.failure(frames + " frames (expected: about " + due + ")");
    }
    return new ReferenceFigures(threads, count, cores / count, resident / count, frames, due);
  }

  private List<ProcessReading> readings() {
    return decoders.stream().map(d -> ProcessReading.of(d.process.pid())).toList();
  }

  private long frames() {
    return decoders.stream().mapToLong(decoder -> decoder.frames).sum();
  }

  /** Everything that would cost it more than it must is switched off. */
  private List<String> command(String url) {
    List<String> command = new ArrayList<>();
    command.add(plan.ffmpeg().orElseThrow().path().toString());
    command.addAll(List.of("-nostdin", "-hide_banner", "-loglevel", "error", "-nostats"));
    command.addAll(List.of("-progress", "pipe:1", "-stats_period", "1"));
    String transport = plan.transport().name().toLowerCase(Locale.ROOT);
    command.addAll(List.of("-rtsp_transport", transport, "-allowed_media_types", "video"));
    command.addAll(List.of("-threads", threads));
    command.addAll(plan.policy().decoding());
    command.addAll(List.of("-i", url, "-map", "0:v:0", "-an"));
    command.addAll(plan.policy().thinning());
    command.addAll(List.of("-fps_mode", "passthrough", "-f", "null", "-"));
    return command;
  }

  @Override
  public void close() {
    decoders.forEach(decoder -> decoder.process.terminate());
    decoders.forEach(decoder -> decoder.process.close());
  }
}

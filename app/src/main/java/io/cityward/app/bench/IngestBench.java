package io.cityward.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures what it costs to watch cameras: the cameras in one process, which is not counted; our
 * sessions in another; then FFmpeg's program on the same cameras, never at the same time as ours.
 */
public final class IngestBench {

  /** More processes would only slow each other down. */
  private static final int MOST_REFERENCES = 8;

  private static final List<String> REFERENCE_THREADS = List.of("1", "auto");

  private final IngestPlan plan;
  private final Consumer<String> progress;

  /**
   * @param progress told what is going on, in a few words
   */
  public IngestBench(IngestPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** Takes about a minute and a half per round with the default spans. */
  public IngestReport run(int cameras) throws InterruptedException {
    List<IngestFigures> ours = new ArrayList<>();
    List<ReferenceFigures> references = new ArrayList<>();
    try (CameraServer server = CameraServer.start(plan.clip(), cameras)) {
      List<String> some = server.urls().subList(0, Math.min(cameras, MOST_REFERENCES));
      for (int round = 1; round <= plan.rounds(); round++) {
        tell(cameras, round, "our sessions");
        try (WorkerProcess worker = new WorkerProcess(plan)) {
          ours.add(worker.measure(server.urls()));
        }
        for (String threads : plan.ffmpeg().isPresent() ? REFERENCE_THREADS : List.<String>of()) {
          tell(cameras, round, "ffmpeg, threads " + threads);
          try (FfmpegReference reference = new FfmpegReference(plan, threads)) {
            references.add(reference.measure(some));
          }
        }
      }
    }
    return new IngestReport(plan, cameras, ours, references);
  }

  private void tell(int cameras, int round, String what) {
    progress.accept(cameras + " cameras, round " + round + " of " + plan.rounds() + ": " + what);
  }
}

package io.cityward.app.compute;

import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.algorithm.ShadowFinding;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.pipeline.ShadowSink;
import io.cityward.core.CameraId;
import io.cityward.inference.pack.ModelPack;
import io.cityward.scenes.Finding;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what shadows find to the book, on a thread of its own ({@code shadows}). They raise no
 * alerts, so that what does not fit into its queue is counted and left out.
 */
public final class ShadowDesk implements ShadowSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowDesk.class);
  private static final int MOST_WAITING = 1000;

  private final ShadowBook book;
  private final String run;
  private final LongAdder leftOut = new LongAdder();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "shadows");
            thread.setDaemon(true);
            return thread;
          },
          (task, full) -> leftOut.increment());

  /**
   * @param started when this process began; keeps its findings apart from those of earlier runs
   */
  public ShadowDesk(ShadowBook book, Instant started) {
    this.book = book;
    this.run = Long.toString(started.toEpochMilli(), Character.MAX_RADIX);
  }

  @Override
  public void found(CameraId camera, ModelPack version, Finding finding) {
    String id =
        String.join(
            ".",
            camera.value(),
            run,
            version.name(),
            version.version(),
            finding.scene(),
            finding.trackId());
    ShadowFinding claimed =
        new ShadowFinding(
            id,
            id(version),
            camera,
            finding.scene(),
            finding.began(),
            finding.seen(),
            finding.phase() == Finding.Phase.ENDED ? Optional.of(finding.seen()) : Optional.empty(),
            finding.box(),
            finding.score());
    later(() -> book.record(claimed));
  }

  @Override
  public void watching(CameraId camera, ModelPack version, Set<String> scenes) {
    later(() -> book.watching(id(version), camera, scenes));
  }

  @Override
  public void notWatching(CameraId camera, ModelPack version) {
    later(() -> book.notWatching(id(version), camera));
  }

  private static VersionId id(ModelPack version) {
    return new VersionId(version.name(), version.version());
  }

  private void later(Runnable work) {
    executor.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            leftOut.increment();
            LOG.warn("what a shadow found could not be kept: {}", e.getMessage());
          }
        });
  }

  /** What never reached the book. */
  public long leftOut() {
    return leftOut.sum();
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

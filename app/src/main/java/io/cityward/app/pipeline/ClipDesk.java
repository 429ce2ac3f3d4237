package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.ingest.Clip;
import io.cityward.ingest.ClipWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the clips of findings out of the packet rings, once their post-roll has arrived. */
final class ClipDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClipDesk.class);

  /** Packets that travel when the post-roll ends shall be in the clip. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final FindingSink sink;
  private final EvidenceConfig evidence;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "clips");
            thread.setDaemon(true);
            return thread;
          });

  ClipDesk(FindingSink sink, EvidenceConfig evidence) {
    this.sink = sink;
    this.evidence = evidence;
  }

  void start() {
    executor.prestartCoreThread();
  }

  void cutLater(CameraPipeline camera, FindingId finding, Instant seen) {
    Duration wait = evidence.postRoll().plus(GRACE);
    Future<?> scheduled =
        executor.schedule(() -> cut(camera, finding, seen), wait.toMillis(), TimeUnit.MILLISECONDS);
    if (scheduled.isCancelled()) {
      LOG.warn("{}: no clip of finding {}: closing", camera.config().id(), finding);
    }
  }

  private void cut(CameraPipeline camera, FindingId finding, Instant seen) {
    Instant from = seen.minus(evidence.preRoll());
    Instant to = seen.plus(evidence.postRoll());
    try (Clip clip = camera.session().ring().cut(from, to)) {
      if (clip.isEmpty()) {
        LOG.warn("{}: no packets of finding {} are kept", camera.config().id(), finding);
        return;
      }
      Instant takenAt = clip.from().orElse(from);
      Evidence kept =
          sink.keep(finding, Evidence.Kind.CLIP, takenAt, file -> ClipWriter.write(clip, file));
      sink.attach(finding, kept);
    } catch (RuntimeException e) {
      LOG.error("{}: no clip of finding {}", camera.config().id(), finding, e);
    }
  }

  /** Cuts at once what is still waiting for its post-roll. */
  @Override
  public void close() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    List<Runnable> early = executor.shutdownNow();
    for (Runnable task : early) {
      if (task instanceof RunnableScheduledFuture<?> scheduled) {
        runNow(scheduled);
      }
    }
  }

  private static void runNow(RunnableScheduledFuture<?> task) {
    task.run();
    try {
      if (!task.isCancelled()) {
        task.get(0, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("a clip could not be cut while closing", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

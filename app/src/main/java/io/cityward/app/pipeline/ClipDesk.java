package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.ingest.Clip;
import io.cityward.ingest.ClipWriter;
import io.cityward.ingest.PacketRing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts the clips of findings out of the packet rings, once their post-roll has arrived. */
final class ClipDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClipDesk.class);

  /** Packets that travel when the post-roll ends shall be in the clip. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One clip that waits for its post-roll. */
  private record Cut(CameraPipeline camera, FindingId finding, Instant seen) {}

  private final FindingSink sink;
  private final EvidenceConfig evidence;
  private final Set<Cut> waiting = ConcurrentHashMap.newKeySet();
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

  void cutLater(CameraPipeline camera, FindingId finding, Instant seen) {
    Cut cut = new Cut(camera, finding, seen);
    waiting.add(cut);
    long wait = evidence.postRoll().plus(GRACE).toMillis();
    Future<?> scheduled = executor.schedule(() -> make(cut), wait, TimeUnit.MILLISECONDS);
    LOG.debug("{}: clip of {} in {} ms ({})", camera.config().id(), finding, wait, scheduled);
  }

  /** Makes the clips of one camera that still wait at once. */
  void cutNow(CameraPipeline camera) {
    waiting.stream().filter(cut -> cut.camera() == camera).forEach(this::make);
  }

  /** Makes a clip, unless somebody else has begun to. */
  private void make(Cut cut) {
    if (!waiting.remove(cut)) {
      return;
    }
    Instant from = cut.seen().minus(evidence.preRoll());
    Instant to = cut.seen().plus(evidence.postRoll());
    Optional<PacketRing> ring = cut.camera().evidence();
    if (ring.isEmpty()) {
      return;
    }
    try (Clip clip = ring.get().cut(from, to)) {
      if (clip.isEmpty()) {
        LOG.warn(
            "{}: no packets of finding {} are kept", cut.camera().config().id(), cut.finding());
        return;
      }
      Evidence kept =
          sink.keep(
              cut.finding(),
              Evidence.Kind.CLIP,
              clip.from().orElse(from),
              file -> ClipWriter.write(clip, file));
      sink.attach(cut.finding(), kept);
    } catch (RuntimeException e) {
      LOG.error("{}: no clip of finding {}", cut.camera().config().id(), cut.finding(), e);
    }
  }

  /** Makes the clips that still wait at once, with what has arrived. */
  @Override
  public void close() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.shutdown();
    waiting.forEach(this::make);
    try {
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a clip is still being written after {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

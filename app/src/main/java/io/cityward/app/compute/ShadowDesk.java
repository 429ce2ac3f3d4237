package io.cityward.app.compute;

import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.algorithm.ShadowFinding;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.pipeline.ShadowSink;
import io.cityward.core.CameraId;
import io.cityward.inference.pack.ModelPack;
import io.cityward.scenes.Finding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what shadows find to the book, on a thread of its own ({@code shadows}). They raise no
 * alerts, so that what does not fit into its queue is counted and left out. Where and since when a
 * shadow looks is never left out, or everything would be counted wrongly from then on: of each
 * camera and version the last word waits, and is tried again until the book has it.
 */
public final class ShadowDesk implements ShadowSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowDesk.class);
  private static final int MOST_WAITING = 1000;
  private static final long AGAIN_MILLIS = 1000;

  private final ShadowBook book;
  private final String run;
  private final LongAdder leftOut = new LongAdder();
  private final AtomicInteger waiting = new AtomicInteger();

  /** What the book has not been told yet; no scenes where nothing is looked for. */
  private final Map<Place, Set<String>> watches = new LinkedHashMap<>();

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "shadows");
            thread.setDaemon(true);
            return thread;
          });

  private record Place(VersionId version, CameraId camera) {}

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
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      leftOut.increment();
    } else {
      later(() -> record(claimed), 0);
    }
  }

  private void record(ShadowFinding finding) {
    waiting.decrementAndGet();
    try {
      book.record(finding);
    } catch (RuntimeException e) {
      leftOut.increment();
      LOG.warn("what a shadow found could not be kept: {}", e.getMessage());
    }
  }

  @Override
  public void watching(CameraId camera, ModelPack version, Set<String> scenes) {
    tell(new Place(id(version), camera), Set.copyOf(scenes));
  }

  @Override
  public void notWatching(CameraId camera, ModelPack version) {
    tell(new Place(id(version), camera), Set.of());
  }

  private void tell(Place place, Set<String> scenes) {
    synchronized (watches) {
      watches.put(place, scenes);
    }
    later(this::tellBook, 0);
  }

  private void tellBook() {
    Map<Place, Set<String>> untold;
    synchronized (watches) {
      untold = new LinkedHashMap<>(watches);
      watches.clear();
    }
    untold.forEach(
        (place, scenes) -> {
          try {
            book.watching(place.version(), place.camera(), scenes);
          } catch (RuntimeException e) {
            LOG.warn("where a shadow looks could not be kept, tried again: {}", e.getMessage());
            synchronized (watches) {
              watches.putIfAbsent(place, scenes);
            }
            later(this::tellBook, AGAIN_MILLIS);
          }
        });
  }

  private static VersionId id(ModelPack version) {
    return new VersionId(version.name(), version.version());
  }

  private void later(Runnable work, long millis) {
    try {
      Future<?> unused = executor.schedule(work, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("a shadow looked after the end");
    }
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

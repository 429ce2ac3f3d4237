package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.core.CameraId;
import io.cityward.ingest.Clip;
import io.cityward.ingest.ClipWriter;
import io.cityward.ingest.PacketRing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the clips of findings out of the packet rings, once their post-roll has arrived. Findings of
 * one camera whose clips would show mostly the same share one: it is cut and written once.
 */
final class ClipDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClipDesk.class);

  /** Of a clip that several findings share. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Packets that travel when the post-roll ends shall be in the clip. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A clip that waits for its post-roll; guarded by the desk. */
  private static final class Cut {

    private final CameraId camera;
    private final PacketRing ring;
    private final List<FindingId> findings = new ArrayList<>();
    private ClipSpan span;
    private long dueNanos;

    private Cut(CameraId camera, PacketRing ring, ClipSpan span) {
      this.camera = camera;
      this.ring = ring;
      this.span = span;
    }
  }

  private final FindingSink sink;
  private final EvidenceConfig evidence;
  private final List<Cut> waiting = new ArrayList<>();
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

  /** Cuts a clip around the time at which a finding was seen, when it is over. */
  void cutLater(CameraId camera, PacketRing ring, FindingId finding, Instant seen) {
    ClipSpan wanted = new ClipSpan(seen.minus(evidence.preRoll()), seen.plus(evidence.postRoll()));
    long due = System.nanoTime() + evidence.postRoll().plus(GRACE).toNanos();
    if (!join(ring, finding, wanted, due)) {
      begin(new Cut(camera, ring, wanted), finding, due);
    }
  }

  private synchronized boolean join(PacketRing ring, FindingId finding, ClipSpan wanted, long due) {
    // What is longer than the ring would have lost its beginning when its end arrives.
    Duration kept = ring.span().minus(GRACE);
    Duration longest = kept.compareTo(LONGEST) < 0 ? kept : LONGEST;
    for (Cut cut : waiting) {
      if (cut.ring == ring && cut.span.shares(wanted, longest)) {
        cut.findings.add(finding);
        cut.span = cut.span.with(wanted);
        cut.dueNanos = Math.max(cut.dueNanos, due);
        return true;
      }
    }
    return false;
  }

  private synchronized void begin(Cut cut, FindingId finding, long due) {
    cut.findings.add(finding);
    cut.dueNanos = due;
    waiting.add(cut);
    schedule(cut);
  }

  private synchronized void schedule(Cut cut) {
    long wait = Math.max(0, cut.dueNanos - System.nanoTime());
    try {
      Future<?> scheduled = executor.schedule(() -> whenDue(cut), wait, TimeUnit.NANOSECONDS);
      LOG.trace("{}: clip in {} ns ({})", cut.camera, wait, scheduled);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: closing, the clip is cut at once", cut.camera);
    }
  }

  private void whenDue(Cut cut) {
    synchronized (this) {
      if (cut.dueNanos - System.nanoTime() > 0) {
        schedule(cut);
        return;
      }
    }
    make(cut);
  }

  /** Makes the clips of one camera that still wait at once, with what has arrived. */
  void cutNow(CameraId camera) {
    left().stream().filter(cut -> cut.camera.equals(camera)).forEach(this::make);
  }

  /** Makes a clip, unless somebody else has begun to. */
  private void make(Cut cut) {
    synchronized (this) {
      if (!waiting.remove(cut)) {
        return;
      }
    }
    try (Clip clip = cut.ring.cut(cut.span.from(), cut.span.to())) {
      if (clip.isEmpty()) {
        LOG.warn("{}: no packets of {} are kept", cut.camera, cut.findings);
        return;
      }
      sayWhatIsMissing(cut, clip.from().orElseThrow());
      keep(cut, clip);
    } catch (RuntimeException e) {
      LOG.error("{}: no clip of {}", cut.camera, cut.findings, e);
    }
  }

  private static void sayWhatIsMissing(Cut cut, Instant begins) {
    if (begins.isAfter(cut.span.from())) {
      LOG.warn(
          "{}: the clip of {} begins {} late: the ring holds nothing earlier (ingest.ringDuration"
              + " {}, ingest.ringMebibytes, or the camera was connected just now)",
          cut.camera,
          cut.findings,
          Duration.between(cut.span.from(), begins),
          cut.ring.span());
    }
  }

  private void keep(Cut cut, Clip clip) {
    FindingId first = cut.findings.get(0);
    Instant from = clip.from().orElseThrow();
    Evidence kept =
        sink.keep(first, Evidence.Kind.CLIP, from, file -> ClipWriter.write(clip, file));
    for (FindingId finding : cut.findings) {
      try {
        sink.attach(finding, finding.equals(first) ? kept : sink.share(kept, finding));
      } catch (RuntimeException e) {
        LOG.error("{}: no clip of finding {}", cut.camera, finding, e);
      }
    }
  }

  /** Makes the clips that still wait at once, with what has arrived. */
  @Override
  public void close() {
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.shutdown();
    left().forEach(this::make);
    try {
      if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a clip is still being written after {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Cut> left() {
    return List.copyOf(waiting);
  }
}

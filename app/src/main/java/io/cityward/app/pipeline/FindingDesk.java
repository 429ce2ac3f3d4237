package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.Frame;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.SnapshotWriter;
import io.cityward.scenes.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes findings to the book: with pictures as they begin, and with a clip once its post-roll has
 * arrived. One thread, so that the reports of a finding keep their order; the queue is bounded, and
 * when it is full a beginning or an end waits, while a refresh is left out.
 */
public final class FindingDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FindingDesk.class);
  private static final int MOST_WAITING = 256;
  private static final long FIRST_RETRY_MILLIS = 100;
  private static final long LAST_RETRY_MILLIS = 10_000;

  /** A finding on its way; the frame is held only for one that begins. */
  private record Slip(
      FindingSource camera, Finding finding, Optional<VersionId> foundBy, Frame frame) {}

  private final FindingSink sink;
  private final Reports reports;
  private final ClipDesk clips;
  private final Clock clock;
  private final Vouching vouching = new Vouching();
  private final BlockingQueue<Slip> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder leftOut = new LongAdder();
  private final LongAdder belowScore = new LongAdder();
  private final Thread thread = new Thread(this::run, "findings");
  private volatile boolean closing;

  public FindingDesk(FindingSink sink, Reports reports, EvidenceConfig evidence, Clock clock) {
    this.sink = sink;
    this.clock = clock;
    this.reports = reports;
    this.clips = new ClipDesk(sink, evidence);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /**
   * Takes a finding in. Called from the pool's threads and the sessions'.
   *
   * @param foundBy whose detections the scene saw; empty where it saw none
   * @param frame lent; null where nothing is to be seen
   */
  void accept(FindingSource camera, Finding finding, Optional<VersionId> foundBy, Frame frame) {
    boolean refresh = finding.phase() == Finding.Phase.ONGOING;
    boolean begins = finding.phase() == Finding.Phase.BEGUN;
    Slip slip = new Slip(camera, finding, foundBy, begins && frame != null ? frame.retain() : null);
    try {
      if (closing || (refresh && !waiting.offer(slip))) {
        leaveOut(slip);
      } else if (!refresh) {
        waiting.put(slip);
      }
    } catch (InterruptedException e) {
      leaveOut(slip);
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts the clips of a camera that still wait, with what has arrived; before its session ends. */
  void cutNow(FindingSource camera) {
    clips.cutNow(camera.config().id());
  }

  /** Refreshes that found the queue full, what came while closing, what the book refused. */
  public long leftOut() {
    return leftOut.sum();
  }

  /** Counts a finding that its scene is not sure enough of to be told. */
  void heldBack() {
    belowScore.increment();
  }

  /** Findings that began below the {@code leastAlertScore} of their task. */
  public long belowScore() {
    return belowScore.sum();
  }

  private void leaveOut(Slip slip) {
    leftOut.increment();
    if (slip.frame() != null) {
      slip.frame().close();
    }
  }

  private void run() {
    try {
      SnapshotWriter.warmUp();
      while (!closing || !waiting.isEmpty()) {
        Slip slip = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (slip != null) {
          takeSafely(slip);
        }
        vouch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void vouch() {
    Instant now = clock.instant();
    List<FindingId> waitingForALook = vouching.due(now);
    if (!waitingForALook.isEmpty()) {
      try {
        sink.vouch(waitingForALook, now);
      } catch (RuntimeException e) {
        LOG.warn(
            "{} findings could not be vouched for: {}", waitingForALook.size(), e.getMessage());
      }
    }
  }

  /** One finding that cannot be taken must not keep the others from the book. */
  private void takeSafely(Slip slip) throws InterruptedException {
    try {
      take(slip);
    } catch (RuntimeException e) {
      leftOut.increment();
      LOG.error("{}: {} never reached the book", slip.camera().config().id(), slip.finding(), e);
    }
  }

  private void take(Slip slip) throws InterruptedException {
    try (Frame frame = slip.frame()) {
      FindingId id = reports.idOf(slip.camera().config(), slip.finding());
      List<Evidence> evidence = frame == null ? List.of() : pictures(slip, id, frame);
      record(reports.of(slip.camera().config(), slip.finding(), slip.foundBy(), evidence));
      Duration gap = slip.camera().config().longestGap();
      vouching.note(id, slip.finding().phase(), gap, clock.instant());
      if (frame != null) {
        FindingSource camera = slip.camera();
        Instant seen = slip.finding().seen();
        camera.evidence().ifPresent(ring -> clips.cutLater(camera.config().id(), ring, id, seen));
      }
    }
  }

  /** For people a picture with the box drawn on it, for training what the scene saw. */
  private List<Evidence> pictures(Slip slip, FindingId id, Frame frame) {
    List<Evidence> kept = new ArrayList<>();
    try (Frame best = slip.camera().evidencePicture(frame)) {
      List<Overlay> overlays = Snapshots.overlays(slip.camera().config(), slip.finding());
      keep(Evidence.Kind.SNAPSHOT, slip, id, best, overlays).ifPresent(kept::add);
    } catch (RuntimeException e) {
      LOG.error("{}: no snapshot of finding {}", slip.camera().config().id(), id, e);
    }
    keep(Evidence.Kind.FRAME, slip, id, frame, List.of()).ifPresent(kept::add);
    return kept;
  }

  /** An alert without its picture is better than none. */
  private Optional<Evidence> keep(
      Evidence.Kind kind, Slip slip, FindingId id, Frame frame, List<Overlay> overlays) {
    try {
      return Optional.of(
          sink.keep(
              id, kind, frame.arrivedAt(), file -> SnapshotWriter.write(frame, overlays, file)));
    } catch (RuntimeException e) {
      LOG.error("{}: no {} of finding {}", slip.camera().config().id(), kind, id, e);
      return Optional.empty();
    }
  }

  /**
   * Tries until the book has it.
   *
   * @throws CityException if the book will never take it, or fails while this desk closes
   */
  private void record(FindingReport report) throws InterruptedException {
    for (long wait = FIRST_RETRY_MILLIS; ; wait = Math.min(2 * wait, LAST_RETRY_MILLIS)) {
      try {
        sink.record(report);
        return;
      } catch (CityException e) {
        if (closing || e.code().category() == ErrorCode.Category.CALLER) {
          throw e;
        }
        LOG.warn("{} waits {} ms for the book: {}", report.finding(), wait, e.getMessage());
        TimeUnit.MILLISECONDS.sleep(wait);
      }
    }
  }

  /** Takes what waits to the book, cuts the clips that are due with what has arrived. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waiting.forEach(this::leaveOut);
    clips.close();
  }
}

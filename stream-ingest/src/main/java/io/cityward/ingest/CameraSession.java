package io.cityward.ingest;

import io.cityward.core.CameraId;
import io.cityward.ingest.SourceState.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera: connects, reads, decodes as its policy wants, and connects again whenever the stream
 * fails or ends, until it is closed. It owns one thread, {@code ingest-<camera id>}, on which the
 * listener is called; a camera that hangs delays no other one.
 */
public final class CameraSession implements AutoCloseable {

  /** Told on the session's thread; what it throws is counted and goes no further. */
  public interface Listener {

    void onState(SourceState state);

    /** Lent for the call: {@link Frame#retain} keeps it longer. */
    void onFrame(Frame borrowed);

    /** What the policy comes to with this camera has changed. */
    default void onDecoding(Decoding decoding) {}
  }

  private static final Logger log = LoggerFactory.getLogger(CameraSession.class);
  private static final Duration MOST_FOR_CLOSING = Duration.ofSeconds(2);

  private final CameraId id;
  private final StreamUrl url;
  private final SessionSettings settings;
  private final Listener listener;
  private final Clock clock;
  private final Counters counters;
  private final PacketRing ring;
  private final MediaClock mediaClock = new MediaClock();
  private final ClockTrend cameraClock = new ClockTrend();
  private final BackOff backOff;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /** The last state that went to the log; for the session's thread. */
  private Kind reported;

  private volatile DecodePolicy policy;
  private volatile SourceState state;
  private volatile Optional<StreamInfo> info = Optional.empty();
  private volatile Optional<Decoding> decoding = Optional.empty();
  private volatile Optional<Duration> gop = Optional.empty();
  private volatile PacketSource source;

  /** Connects to nothing and starts nothing until {@link #start}. */
  public CameraSession(
      CameraId id,
      StreamUrl url,
      SessionSettings settings,
      DecodePolicy policy,
      Listener listener,
      IngestMetrics metrics,
      Clock clock) {
    this.id = id;
    this.url = url;
    this.settings = settings;
    this.policy = policy;
    this.listener = listener;
    this.clock = clock;
    this.counters = new Counters(metrics);
    this.ring = new PacketRing(settings.ringDuration(), settings.ringBytes());
    this.backOff =
        new BackOff(settings.backOffFirst(), settings.backOffMax(), new SplittableRandom());
    this.state = new SourceState(Kind.STOPPED, "not started", clock.instant());
    this.thread = new Thread(this::run, "ingest-" + id);
    this.thread.setDaemon(true);
  }

  /** Once; after {@link #close} it starts nothing. */
  public void start() {
    if (!stopping()) {
      thread.start();
    }
  }

  /** Takes effect with the next packet, without reconnecting. */
  public void setPolicy(DecodePolicy changed) {
    policy = changed;
  }

  public CameraId id() {
    return id;
  }

  public SourceState state() {
    return state;
  }

  /** Of the present or the last connection; empty before the first picture. */
  public Optional<StreamInfo> info() {
    return info;
  }

  public SessionFigures figures() {
    return counters.figures(ring.bytes(), gop);
  }

  /** What the policy comes to with this camera; empty before the first connection. */
  public Optional<Decoding> decoding() {
    return decoding;
  }

  /** The camera's clock against ours; empty as long as it sent no RTCP sender report. */
  public Optional<CameraClock> cameraClock() {
    return cameraClock.now();
  }

  /** The encoded stream of the last seconds; closed with the session. */
  public PacketRing ring() {
    return ring;
  }

  private void run() {
    try {
      enter(Kind.CONNECTING, "connects to " + url.masked());
      while (!stopping()) {
        SourceFailure failure = watch();
        if (!stopping()) {
          waitAfter(failure);
        }
      }
    } catch (InterruptedException e) {
      log.debug("{}: interrupted, stops", id);
    } finally {
      ring.close();
      counters.ringHolds(0);
      enter(Kind.STOPPED, "stopped");
    }
  }

  /** One connection, from its beginning to its failure. */
  private SourceFailure watch() {
    try (PacketSource opened = open();
        LiveStream stream =
            new LiveStream(
                opened, settings, policy, mediaClock, cameraClock, ring, counters, clock)) {
      stream.read();
      enter(Kind.LIVE, "connected to " + url.masked());
      long since = System.nanoTime();
      while (!stopping()) {
        stream.take(policy, frame -> deliver(stream, frame));
        note(stream);
        stream.read();
        backOff.lived(System.nanoTime() - since);
      }
      return new SourceFailure(Kind.STOPPED, "stopped");
    } catch (SourceFailure failure) {
      return failure;
    } catch (RuntimeException | OutOfMemoryError e) {
      log.error("{}: unexpected failure, reconnects", id, e);
      return new SourceFailure(Kind.BACKING_OFF, "internal error: " + e);
    }
  }

  private PacketSource open() throws SourceFailure {
    PacketSource made = Sources.of(url, settings);
    source = made;
    if (stopping()) {
      // Close may have looked for a source to cancel just before.
      made.cancel();
    }
    try {
      made.open();
      return made;
    } catch (SourceFailure | RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  private void note(LiveStream stream) {
    gop = stream.gop();
    Decoding now = stream.decoding();
    if (decoding.isEmpty() || !decoding.get().equals(now)) {
      decoding = Optional.of(now);
      log.info("{}: decodes {}: {}", id, now.way(), now.reason());
      isolated(() -> listener.onDecoding(now));
    }
  }

  private void waitAfter(SourceFailure failure) throws InterruptedException {
    boolean hopeless = failure.kind() == Kind.UNAUTHORISED || failure.kind() == Kind.UNSUPPORTED;
    Duration wait = hopeless ? backOff.longest() : backOff.next();
    String reason = failure.reason() + "; tries again in " + Refusals.seconds(wait);
    enter(failure.kind(), reason);
    if (!stop.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      counters.reconnect();
      enter(Kind.CONNECTING, "tries again; before: " + failure.reason());
    }
  }

  private void deliver(LiveStream stream, Frame frame) {
    info = Optional.of(stream.info());
    isolated(() -> listener.onFrame(frame));
  }

  private void enter(Kind kind, String reason) {
    state = new SourceState(kind, reason, clock.instant());
    report(kind, reason);
    counters.state(kind);
    isolated(() -> listener.onState(state));
  }

  /** A camera that stays down says so once, not with every try. */
  private void report(Kind kind, String reason) {
    if (kind != Kind.CONNECTING && kind != reported) {
      reported = kind;
      log.info("{}: {}: {}", id, kind, reason);
    } else {
      log.debug("{}: {}: {}", id, kind, reason);
    }
  }

  private void isolated(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      counters.listenerFailed();
      long failures = counters.listenerFailures();
      if (Long.bitCount(failures) == 1) {
        log.warn("{}: the listener has failed {} times", id, failures, e);
      }
    }
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  /** Ends a read that hangs, says goodbye to the camera, frees everything; a second or two. */
  @Override
  public void close() {
    stop.countDown();
    PacketSource now = source;
    if (now != null) {
      now.cancel();
    }
    if (thread.getState() == Thread.State.NEW) {
      ring.close();
      return;
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(MOST_FOR_CLOSING.toMillis());
      if (thread.isAlive()) {
        log.warn("{}: still busy after {}, left to end by itself", id, MOST_FOR_CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

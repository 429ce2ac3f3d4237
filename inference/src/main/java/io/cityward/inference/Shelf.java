package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.WorkClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one workload: those that no worker has, and what is known of its cost. A session
 * is opened when one is needed and none stands here; the first is measured before it is used. For
 * many threads.
 */
final class Shelf implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Shelf.class);

  /** How much a run counts at least in the mean of what runs take. */
  private static final double NEW_PART = 0.02;

  private final Workload workload;
  private final Engines engines;
  private final Device device;
  private final Scale scale;
  private final InferenceMetrics metrics;
  private final LongSupplier nanos;

  /** Held while a session is opened; the monitor may be taken within, never the other way round. */
  private final Lock opening = new ReentrantLock();

  private volatile Measured measured;
  private volatile double meanSeconds;

  /** A worker is about to open and measure the first session; guarded by the queue. */
  boolean claimed;

  // Guarded by this.
  private final Deque<Session> idle = new ArrayDeque<>();
  private final Rest rest = new Rest();
  private long runs;
  private int open;
  private int stuck;
  private boolean closed;

  Shelf(
      Workload workload,
      Engines engines,
      Device device,
      Scale scale,
      InferenceMetrics metrics,
      LongSupplier nanos) {
    this.workload = workload;
    this.engines = engines;
    this.device = device;
    this.scale = scale;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /** What a shelf of the same workload measured once; before the first session is taken. */
  void know(Measured table) {
    meanSeconds = table.seconds();
    measured = table;
  }

  /** Null as long as nothing was measured. */
  Measured measured() {
    return measured;
  }

  Workload workload() {
    return workload;
  }

  /**
   * Takes a session, or opens one.
   *
   * @throws CityException if it cannot be opened, or could not a moment ago
   */
  Session take() {
    synchronized (this) {
      CityException resting = resting();
      if (resting != null) {
        throw resting;
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    try {
      return open();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (RuntimeException | Error e) {
      CityException refusal = workload.failure(e);
      rest(refusal);
      throw refusal;
    }
  }

  private CityException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return workload.failure(e);
  }

  private CityException resting() {
    CityException reason = rest.reason(nanos.getAsLong());
    if (reason == null && stuck > 0) {
      reason = new CityException(ErrorCode.ILLEGAL_STATE, workload + ": a run does not come back");
    }
    return reason;
  }

  /**
   * Opens sessions beside those that are at work, until so many are open.
   *
   * @throws CityException if one cannot be opened
   */
  void prepare(int sessions) {
    while (sessions() < sessions) {
      Session session;
      try {
        session = open();
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (RuntimeException | Error e) {
        throw workload.failure(e);
      }
      if (!giveBack(session, true)) {
        throw new CityException(ErrorCode.ILLEGAL_STATE, workload + ": the pool is closed");
      }
    }
    synchronized (this) {
      rest.end();
    }
  }

  private Session open() throws InterruptedException {
    if (!opening.tryLock(Run.OPENING.toSeconds(), TimeUnit.SECONDS)) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, workload + ": another session has been opening for too long");
    }
    try {
      Session session =
          new Session(workload, measured == null ? openMeasured() : open(measured.batch()));
      synchronized (this) {
        open++;
      }
      return session;
    } finally {
      opening.unlock();
    }
  }

  private Detector open(int batch) {
    return engines.open(workload.pack(), workload.size(), new EngineSetup(device, batch));
  }

  private Detector openMeasured() {
    Detector detector = open(Measured.LARGEST_BATCH);
    Measured table;
    try {
      table = Measured.of(detector, workload.size(), nanos, WorkClock::nanos);
    } catch (RuntimeException | Error e) {
      detector.close();
      throw e;
    }
    scale.measured(workload, table);
    meanSeconds = table.seconds();
    measured = table;
    log.info(
        "{}: {} ms per picture, {} at a time",
        workload,
        String.format("%.3f", table.seconds() * 1e3),
        table.batch());
    if (detector.batch() == table.batch()) {
      return detector;
    }
    // Its buffers are made for more pictures than it will be given.
    detector.close();
    return open(table.batch());
  }

  /**
   * Puts a session back.
   *
   * @param sound whether it can be used again
   * @return false if it was closed: it is broken, or nobody needs it
   */
  boolean giveBack(Session session, boolean sound) {
    if (session.isBroken()) {
      log.warn(
          "{}: {} failures in a row, opening a new session", workload, Session.FAILURES_TO_GIVE_UP);
      metrics.gaveUpSession();
    } else if (sound && keep(session)) {
      return true;
    }
    discard(session);
    return false;
  }

  private synchronized boolean keep(Session session) {
    if (!closed) {
      idle.push(session);
    }
    return !closed;
  }

  void discard(Session session) {
    session.close();
    synchronized (this) {
      open--;
    }
  }

  /** What a run took, for the mean; and it works. */
  synchronized void worked(double secondsPerPicture) {
    // What was measured beside other runs is too much, and soon weighs nothing.
    runs++;
    meanSeconds += Math.max(NEW_PART, 1.0 / (runs + 1)) * (secondsPerPicture - meanSeconds);
    // What began before a rest says nothing about it.
    if (rest.reason(nanos.getAsLong()) == null) {
      rest.end();
    }
  }

  synchronized void rest(CityException reason) {
    log.warn(
        "{}: trying again in {}: {}",
        workload,
        rest.begin(reason, nanos.getAsLong()),
        reason.getMessage());
  }

  /** A run does not come back; nothing is tried until it does. */
  synchronized void stuck(int more) {
    stuck += more;
  }

  boolean isMeasured() {
    return measured != null;
  }

  /** The most pictures of one run. */
  int batch() {
    Measured table = measured;
    return table == null ? 1 : table.batch();
  }

  /** What a picture is expected to take of a session; 0 as long as nothing was measured. */
  double seconds() {
    return meanSeconds;
  }

  /** What a picture is expected to cost, in CU·s; 0 as long as nothing was measured. */
  double cost() {
    return scale.units(meanSeconds);
  }

  double measuredSeconds() {
    Measured table = measured;
    return table == null ? 0 : table.seconds();
  }

  /** What a run takes at least, as far as is known: a mean alone might never see a run again. */
  double shortestRunSeconds() {
    return Math.min(meanSeconds, measuredSeconds()) * batch();
  }

  synchronized int sessions() {
    return open;
  }

  synchronized WorkloadFigures figures() {
    CityException resting = resting();
    Measured table = measured;
    return new WorkloadFigures(
        workload.pack().name(),
        workload.pack().version(),
        workload.size(),
        device,
        scale.units(measuredSeconds()),
        cost(),
        measuredSeconds() * 1e3,
        meanSeconds * 1e3,
        batch(),
        table == null ? Map.of() : table.secondsPerPicture(),
        open,
        open - idle.size(),
        stuck,
        resting == null ? "" : resting.getMessage());
  }

  /** Closes what stands here, and what comes back later. */
  @Override
  public void close() {
    Deque<Session> closing;
    synchronized (this) {
      closed = true;
      closing = new ArrayDeque<>(idle);
      idle.clear();
    }
    closing.forEach(this::discard);
  }
}

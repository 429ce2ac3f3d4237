package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread of the pool. Takes turns, as many of one workload as run at a time, and a session from
 * the shelf for each run.
 */
final class Worker implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Crew crew;
  private final LaneQueue queue;
  private final InferenceMetrics metrics;
  private final LongSupplier nanos;
  private final Run inherited;

  /** Turns that were taken, and are not over. */
  private final List<Turn> open = new ArrayList<>();

  private volatile Run run;

  /**
   * @param inherited of a worker that does not come back, whose jobs this one tells; null for none
   */
  Worker(Crew crew, LaneQueue queue, InferenceMetrics metrics, LongSupplier nanos, Run inherited) {
    this.crew = crew;
    this.queue = queue;
    this.metrics = metrics;
    this.nanos = nanos;
    this.inherited = inherited;
  }

  /** What it is at; null if nothing that takes time. From any thread. */
  Run atWork() {
    return run;
  }

  @Override
  public void run() {
    try {
      if (inherited != null) {
        tellLost();
      }
      Turn turn = queue.take();
      while (turn != null && work(turn)) {
        turn = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      crew.left(this);
    }
  }

  /** False if others do this worker's work by now. */
  private boolean work(Turn first) {
    open.clear();
    try {
      consider(first);
      while (!open.isEmpty() && open.size() < first.shelf().batch()) {
        Turn next = queue.poll(first.shelf());
        if (next == null) {
          break;
        }
        consider(next);
      }
      List<Turn> batch = List.copyOf(open);
      boolean mine = batch.isEmpty() || look(batch, batch, 0);
      crew.tidy();
      return mine;
    } catch (RuntimeException | Error e) {
      // Error too: out of memory anywhere must cost no lane its place, and the pool no worker.
      log.error("{} failed", Thread.currentThread().getName(), e);
      CityException reason = first.shelf().workload().failure(e);
      List.copyOf(open).forEach(turn -> finish(turn, () -> fail(turn, reason, 0)));
      return true;
    }
  }

  /** Leaves a turn open, unless it needs no look. */
  private void consider(Turn turn) {
    open.add(turn);
    if (turn.isTooLate(nanos.getAsLong())) {
      queue.dropped(turn, DropReason.TOO_LATE);
      done(turn);
      return;
    }
    Optional<List<Detection>> known;
    try {
      known = turn.job().known();
    } catch (RuntimeException | Error e) {
      finish(turn, () -> fail(turn, turn.shelf().workload().failure(e), 0));
      return;
    }
    known.ifPresent(
        answer -> {
          metrics.answeredWithoutInference();
          queue.ended(turn, Tally.End.KNOWN, 0);
          finish(turn, () -> turn.job().detected(answer));
        });
  }

  /**
   * Looks at pictures in one run; if that fails, at each in a run of its own, so that one picture
   * does not fail the others.
   *
   * @param pending these turns, and those that come after them
   * @param spent seconds of a session that each has had before
   * @return false if others do this worker's work by now
   */
  private boolean look(List<Turn> turns, List<Turn> pending, double spent) {
    Shelf shelf = turns.get(0).shelf();
    Run current = new Run(shelf, pending, nanos.getAsLong());
    run = current;
    Session session = null;
    List<List<Detection>> answers = null;
    CityException failure = null;
    boolean first = !shelf.isMeasured();
    long begun = nanos.getAsLong();
    try {
      session = shelf.take();
      if (first) {
        queue.opened(shelf);
      }
      begun = nanos.getAsLong();
      if (current.look(session, begun, crew.limit(shelf, turns.size()))) {
        answers = session.detect(pictures(turns));
      }
    } catch (RuntimeException | Error e) {
      failure = shelf.workload().failure(e);
    }
    long ended = nanos.getAsLong();
    run = null;
    if (!current.end()) {
      comeBack(current, session);
      return false;
    }
    if (current.wasCancelled()) {
      failure = current.tooLong();
      shelf.rest(failure);
    }
    if (session != null) {
      shelf.giveBack(session, !current.wasCancelled());
    }
    double took = session == null ? 0 : (ended - begun) / 1e9 / turns.size();
    if (failure == null) {
      shelf.worked(took);
      for (int i = 0; i < turns.size(); i++) {
        answer(turns.get(i), answers.get(i), begun, ended, spent + took);
      }
      return true;
    }
    return failed(turns, pending, failure, spent + took);
  }

  private boolean failed(
      List<Turn> turns, List<Turn> pending, CityException reason, double seconds) {
    if (turns.size() == 1) {
      finish(turns.get(0), () -> fail(turns.get(0), reason, seconds));
      return true;
    }
    for (int i = 0; i < turns.size(); i++) {
      if (!look(pending.subList(i, i + 1), pending.subList(i, pending.size()), seconds)) {
        return false;
      }
    }
    return true;
  }

  private static List<Picture> pictures(List<Turn> turns) {
    List<Picture> pictures = new ArrayList<>(turns.size());
    turns.forEach(turn -> pictures.add(turn.job().picture()));
    return pictures;
  }

  private void answer(
      Turn turn, List<Detection> detections, long begun, long ended, double seconds) {
    metrics.inferred(Duration.ofNanos(begun - turn.submitted()), Duration.ofNanos(ended - begun));
    queue.ended(turn, Tally.End.INFERRED, seconds);
    finish(turn, () -> turn.job().detected(detections));
  }

  private void fail(Turn turn, CityException reason, double seconds) {
    metrics.failed();
    queue.ended(turn, Tally.End.FAILED, seconds);
    turn.job().failed(reason);
  }

  private void finish(Turn turn, Runnable telling) {
    try (PictureJob job = turn.job()) {
      telling.run();
    } catch (RuntimeException | Error e) {
      // Error too: whatever a consumer does, the worker goes on with the others' pictures.
      log.error("lane {}: a job failed at being told its result", turn.lane(), e);
    } finally {
      done(turn);
    }
  }

  private void done(Turn turn) {
    open.remove(turn);
    queue.done(turn);
  }

  private void tellLost() {
    double seconds = inherited.seconds(nanos.getAsLong()) / inherited.turns.size();
    for (Turn turn : inherited.turns) {
      // Its job is closed by the thread that may still be at its picture.
      try {
        fail(turn, inherited.tooLong(), seconds);
      } catch (RuntimeException | Error e) {
        log.error("lane {}: a job failed at being told its result", turn.lane(), e);
      } finally {
        queue.done(turn);
      }
    }
  }

  /** Long after others were told: what was kept for the sake of the model goes now. */
  private static void comeBack(Run lost, Session session) {
    lost.turns.forEach(
        turn -> {
          try {
            turn.job().close();
          } catch (RuntimeException | Error e) {
            log.error("lane {}: a job could not be closed", turn.lane(), e);
          }
        });
    if (session != null) {
      lost.shelf.discard(session);
    }
    lost.shelf.stuck(-1);
    log.warn("{}: a run came back after it was given up", lost.shelf.workload());
  }
}

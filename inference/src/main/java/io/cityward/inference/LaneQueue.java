package io.cityward.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is: lanes with a waiting picture, each once, in the order in which they asked. A
 * lane whose turn is over goes to the end, so that a camera with many pictures takes no turn from
 * one with few. Calls to jobs happen outside the lock.
 */
final class LaneQueue {

  private static final Logger log = LoggerFactory.getLogger(LaneQueue.class);

  private final InferenceMetrics metrics;

  // All that follows, and the state of every lane, is guarded by this.
  private final Deque<Lane> turns = new ArrayDeque<>();
  private final Set<Lane> lanes = new HashSet<>();
  private boolean closed;

  /** A job whose turn has come. */
  record Turn(Lane lane, PictureJob job, long submittedNanos) {}

  LaneQueue(InferenceMetrics metrics) {
    this.metrics = metrics;
  }

  Lane open(String name, Workload workload) {
    Lane lane = new Lane(this, name, workload);
    synchronized (this) {
      lane.closed = closed;
      if (!closed) {
        lanes.add(lane);
      }
    }
    return lane;
  }

  void submit(Lane lane, PictureJob job) {
    metrics.submitted();
    PictureJob outdated = job;
    DropReason reason;
    synchronized (this) {
      if (closed) {
        reason = DropReason.POOL_CLOSED;
      } else if (lane.closed) {
        reason = DropReason.LANE_CLOSED;
      } else {
        reason = DropReason.REPLACED;
        outdated = lane.waiting;
        lane.waiting = job;
        lane.waitingSince = System.nanoTime();
        if (outdated == null && !lane.inWork) {
          ask(lane);
        }
      }
    }
    drop(outdated, reason);
  }

  /** Waits for the next turn; empty when the queue is closed. */
  synchronized Optional<Turn> take() throws InterruptedException {
    while (turns.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return Optional.empty();
    }
    Lane lane = turns.remove();
    lane.inWork = true;
    return Optional.of(new Turn(lane, takeWaiting(lane), lane.waitingSince));
  }

  /** The lane's turn is over. */
  synchronized void done(Lane lane) {
    lane.inWork = false;
    if (lane.waiting != null) {
      ask(lane);
    }
  }

  void close(Lane lane) {
    PictureJob waiting;
    synchronized (this) {
      lane.closed = true;
      lanes.remove(lane);
      turns.remove(lane);
      waiting = takeWaiting(lane);
    }
    drop(waiting, DropReason.LANE_CLOSED);
  }

  /** Ends every wait for a turn and drops what waits. */
  void close() {
    List<PictureJob> waiting = new ArrayList<>();
    synchronized (this) {
      closed = true;
      notifyAll();
      turns.clear();
      for (Lane lane : lanes) {
        waiting.add(takeWaiting(lane));
      }
      lanes.clear();
    }
    waiting.forEach(job -> drop(job, DropReason.POOL_CLOSED));
  }

  /** Whether an open lane needs sessions for this. */
  synchronized boolean wants(Workload workload) {
    return lanes.stream().anyMatch(lane -> lane.workload().equals(workload));
  }

  private void ask(Lane lane) {
    turns.add(lane);
    notify();
  }

  private static PictureJob takeWaiting(Lane lane) {
    PictureJob job = lane.waiting;
    lane.waiting = null;
    return job;
  }

  private void drop(PictureJob job, DropReason reason) {
    if (job == null) {
      return;
    }
    metrics.dropped(reason);
    try (job) {
      job.dropped(reason);
    } catch (RuntimeException e) {
      log.error("a job failed at being told that it was dropped ({})", reason, e);
    }
  }
}

package io.cityward.inference;

import io.cityward.inference.fair.FairQueue;
import io.cityward.inference.fair.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lanes with a waiting picture, each once, in the lines of the departments that pay for it; whose
 * turn it is, {@link FairQueue} says. A lane whose turn is over goes to the end, so that a camera
 * with many pictures takes no turn from one with few. Calls to jobs happen outside the lock.
 */
final class LaneQueue {

  private static final Logger log = LoggerFactory.getLogger(LaneQueue.class);
  private static final Predicate<Lane> ANY = lane -> true;

  private final Shelves shelves;
  private final Scale scale;
  private final InferenceMetrics metrics;
  private final LongSupplier nanos;

  // All that follows, and the state of every lane, is guarded by this.
  private final FairQueue<Lane> fair = new FairQueue<>(lane -> lane.shelf.cost());
  private final UseBook book = new UseBook();
  private final Set<Lane> lanes = new LinkedHashSet<>();
  private Map<String, Share> granted = Map.of();
  private double capacity = Double.NaN;
  private boolean closed;

  LaneQueue(Shelves shelves, Scale scale, InferenceMetrics metrics, LongSupplier nanos) {
    this.shelves = shelves;
    this.scale = scale;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  private double now() {
    return nanos.getAsLong() / 1e9;
  }

  Lane open(LaneOrder order) {
    Lane lane = new Lane(this, order);
    lane.shelf = shelves.want(new Workload(order.pack(), order.size()));
    synchronized (this) {
      lane.closed = closed;
      lane.bill = bill(lane, order.payers());
      if (!closed) {
        lanes.add(lane);
        lane.bill.begin(now());
      }
    }
    return lane;
  }

  private Bill bill(Lane lane, List<Payer> payers) {
    Map<String, Double> weights = new LinkedHashMap<>();
    payers.forEach(p -> weights.merge(p.department(), p.framesPerSecond(), Double::sum));
    TaskUse[] tasks = book.tasks(payers, lane.shelf.workload(), now());
    return new Bill(payers, fair.payers(weights), tasks);
  }

  void submit(Lane lane, PictureJob job) {
    metrics.submitted();
    PictureJob outdated = job;
    DropReason reason;
    synchronized (this) {
      lane.tally.submitted++;
      lane.bill.submitted();
      if (closed) {
        reason = DropReason.POOL_CLOSED;
      } else if (lane.closed) {
        reason = DropReason.LANE_CLOSED;
      } else {
        reason = DropReason.REPLACED;
        outdated = lane.waiting;
        lane.waiting = job;
        lane.waitingSince = nanos.getAsLong();
        if (outdated == null && !lane.inWork) {
          ask(lane);
        }
      }
      count(lane, outdated, reason);
    }
    drop(outdated, reason);
  }

  void swap(Lane lane, Workload workload) {
    Shelf unwanted = shelves.want(workload);
    synchronized (this) {
      if (!lane.closed && !closed) {
        Shelf before = lane.shelf;
        lane.shelf = unwanted;
        unwanted = before;
        change(lane, lane.bill.payers);
      }
    }
    shelves.unwant(unwanted);
  }

  synchronized void pay(Lane lane, List<Payer> payers) {
    if (!lane.closed && !closed) {
      change(lane, payers);
    }
  }

  private void change(Lane lane, List<Payer> payers) {
    boolean asked = lane.waiting != null && !lane.inWork;
    fair.leave(lane, lane.bill.departments);
    lane.bill.end(now());
    lane.bill = bill(lane, payers);
    lane.bill.begin(now());
    if (asked) {
      ask(lane);
    }
  }

  /** Departments that are not named have no share of their own; the city has what is left. */
  synchronized void shares(Map<String, Share> shares) {
    granted = Map.copyOf(shares);
    applyShares();
    notifyAll();
  }

  private void applyShares() {
    capacity = scale.capacity();
    Map<String, Share> all = new HashMap<>(granted);
    double sum = granted.values().stream().mapToDouble(Share::guaranteed).sum();
    all.putIfAbsent(
        Payer.CITY, new Share(Math.max(0, capacity - sum), Share.UNLIMITED, Share.NONE.priority()));
    fair.shares(all);
  }

  /** Waits for the next turn; null when the queue is closed. */
  synchronized Turn take() throws InterruptedException {
    while (!closed) {
      Turn turn = next(ANY);
      if (turn != null) {
        claim(turn.shelf());
        return turn;
      }
      double held = fair.heldFor(now());
      // 0 would wait without an end, and so it may as long as no ceiling is in the way.
      wait(Double.isInfinite(held) ? 0 : 1 + (long) (held * 1000));
    }
    return null;
  }

  /** The next turn of some workload; null if none waits that may have one. */
  synchronized Turn poll(Shelf shelf) {
    return closed ? null : next(lane -> lane.shelf == shelf);
  }

  private Turn next(Predicate<Lane> fits) {
    FairQueue.Taken<Lane> taken = fair.take(now(), fits).orElse(null);
    if (taken == null) {
      return null;
    }
    Lane lane = taken.what();
    lane.inWork = true;
    return new Turn(lane, takeWaiting(lane), lane.shelf, lane.waitingSince, taken.charge());
  }

  /** While one worker opens the first session of a workload, its other lanes wait aside. */
  private void claim(Shelf shelf) {
    if (!shelf.isMeasured()) {
      shelf.claimed = true;
      lanesOf(shelf).forEach(lane -> fair.leave(lane, lane.bill.departments));
    }
  }

  /** The worker has opened it, or tried. */
  synchronized void opened(Shelf shelf) {
    if (shelf.claimed) {
      shelf.claimed = false;
      lanesOf(shelf).filter(lane -> lane.waiting != null && !lane.inWork).forEach(this::ask);
    }
  }

  private Stream<Lane> lanesOf(Shelf shelf) {
    return lanes.stream().filter(lane -> lane.shelf == shelf);
  }

  /** How a turn ended, and what of a session's time it took. */
  synchronized void ended(Turn turn, Tally.End end, double sessionSeconds) {
    double units = scale.units(sessionSeconds);
    turn.lane().tally.end(end, 1);
    turn.lane().tally.used += units;
    turn.lane().bill.ended(end, units);
    fair.settle(turn.charge(), units, now());
  }

  /** A turn ends without a look. */
  void dropped(Turn turn, DropReason reason) {
    synchronized (this) {
      count(turn.lane(), turn.job(), reason);
      fair.settle(turn.charge(), 0, now());
    }
    drop(turn.job(), reason);
  }

  /** The lane's turn is over, and the job was told. */
  synchronized void done(Turn turn) {
    Lane lane = turn.lane();
    lane.inWork = false;
    opened(turn.shelf());
    if (lane.waiting != null) {
      ask(lane);
    }
  }

  void close(Lane lane) {
    PictureJob waiting;
    synchronized (this) {
      waiting = takeWaiting(lane);
      count(lane, waiting, DropReason.LANE_CLOSED);
      if (!lanes.remove(lane)) {
        return;
      }
      lane.closed = true;
      fair.leave(lane, lane.bill.departments);
      lane.bill.end(now());
    }
    shelves.unwant(lane.shelf);
    drop(waiting, DropReason.LANE_CLOSED);
  }

  /** Ends every wait for a turn and drops what waits. */
  void close() {
    List<PictureJob> waiting = new ArrayList<>();
    synchronized (this) {
      closed = true;
      notifyAll();
      for (Lane lane : lanes) {
        PictureJob job = takeWaiting(lane);
        count(lane, job, DropReason.POOL_CLOSED);
        waiting.add(job);
      }
    }
    waiting.forEach(job -> drop(job, DropReason.POOL_CLOSED));
  }

  /** Once a second. */
  synchronized void closeSecond() {
    if (capacity != scale.capacity()) {
      applyShares();
    }
    book.close(fair, lanes, now());
  }

  synchronized List<DepartmentFigures> departments() {
    return book.departments();
  }

  synchronized List<TaskFigures> tasks() {
    return book.tasks(now());
  }

  synchronized List<LaneFigures> lanes() {
    return lanes.stream().map(LaneQueue::figures).toList();
  }

  private static LaneFigures figures(Lane lane) {
    Workload workload = lane.shelf.workload();
    return new LaneFigures(
        lane.order().name(),
        workload.pack().name(),
        workload.pack().version(),
        workload.size(),
        lane.bill.payers,
        lane.bill.framesPerSecond,
        lane.waiting != null,
        Counts.of(lane.tally),
        lane.tally.used);
  }

  private void ask(Lane lane) {
    if (!lane.shelf.claimed) {
      fair.ask(lane, lane.bill.departments, now());
      notify();
    }
  }

  private static PictureJob takeWaiting(Lane lane) {
    PictureJob job = lane.waiting;
    lane.waiting = null;
    return job;
  }

  private static void count(Lane lane, PictureJob job, DropReason reason) {
    if (job != null) {
      lane.tally.drop(reason, 1);
      lane.bill.dropped(reason);
    }
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

package io.cityward.inference.fair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pool of sessions and its lanes, in simulated time: no threads, a step is a millisecond. */
final class Timeline {

  private static final double STEP = 0.001;

  final FairQueue<Lane> queue = new FairQueue<>(lane -> lane.estimate);
  private final double secondsPerUnit;
  private final List<Work> working = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final int sessions;
  private Map<String, Double> marked = new HashMap<>();
  private double markedAt;
  private long steps;
  private double busy;

  /** A camera whose next picture is there as soon as the last was looked at. */
  final class Lane {
    final double cost;
    double estimate;
    final Payers<Lane> payers;
    int turns;

    /** Pictures that a newer one replaced. */
    int replaced;

    /** Steps between its pictures; 0 if there is always one. */
    private long period;

    private boolean waiting;
    private boolean idle;
    private boolean inWork;

    private Lane(double cost, Map<String, Double> payers) {
      this.cost = cost;
      this.estimate = cost;
      this.payers = queue.payers(payers);
    }

    void stop() {
      idle = true;
      queue.leave(this, payers);
    }

    void goOn() {
      idle = false;
      ask();
    }

    private void ask() {
      if (!idle && !inWork && (period == 0 || waiting)) {
        queue.ask(this, payers, now());
      }
    }

    private void tick() {
      // Each begins at another time.
      if (period > 0 && (steps + 7L * lanes.indexOf(this)) % period == 0) {
        replaced += waiting ? 1 : 0;
        waiting = true;
        ask();
      }
    }
  }

  private record Work(Lane lane, Charge<Lane> charge, long begun, long ends) {}

  /**
   * @param capacity in CU
   */
  Timeline(int sessions, double capacity) {
    this.sessions = sessions;
    this.secondsPerUnit = sessions / capacity;
  }

  Lane lane(double cost, String department) {
    return lane(cost, Map.of(department, 1.0));
  }

  Lane lane(double cost, Map<String, Double> payers) {
    Lane lane = new Lane(cost, payers);
    lanes.add(lane);
    lane.ask();
    return lane;
  }

  /** A lane that has so many pictures per second, of which the newest waits. */
  Lane lane(double cost, String department, double framesPerSecond) {
    Lane lane = new Lane(cost, Map.of(department, 1.0));
    lane.period = Math.round(1 / framesPerSecond / STEP);
    lanes.add(lane);
    return lane;
  }

  /** So many lanes of a department. */
  List<Lane> lanes(int count, double cost, String department) {
    List<Lane> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(lane(cost, department));
    }
    return some;
  }

  double now() {
    return steps * STEP;
  }

  /** Lets time pass. What was used is counted from here. */
  Timeline pass(double seconds) {
    marked = queue.used();
    markedAt = now();
    busy = 0;
    for (long end = steps + Math.round(seconds / STEP); steps < end; steps++) {
      step();
    }
    return this;
  }

  private void step() {
    for (Work work : List.copyOf(working)) {
      if (work.ends() <= steps) {
        working.remove(work);
        queue.settle(work.charge(), (work.ends() - work.begun()) * STEP / secondsPerUnit, now());
        work.lane().inWork = false;
        work.lane().ask();
      }
    }
    lanes.forEach(Lane::tick);
    while (working.size() < sessions) {
      FairQueue.Taken<Lane> taken = queue.take(now(), lane -> true).orElse(null);
      if (taken == null) {
        break;
      }
      Lane lane = taken.what();
      lane.inWork = true;
      lane.waiting = false;
      lane.turns++;
      long takes = Math.max(1, Math.round(lane.cost * secondsPerUnit / STEP));
      working.add(new Work(lane, taken.charge(), steps, steps + takes));
    }
    busy += (double) working.size() / sessions;
  }

  /** In CU, over the time that passed last. */
  double used(String department) {
    double before = marked.getOrDefault(department, 0.0);
    return (queue.used().getOrDefault(department, 0.0) - before) / (now() - markedAt);
  }

  /** What part of the sessions was at work in the time that passed last. */
  double busy() {
    return busy * STEP / (now() - markedAt);
  }
}

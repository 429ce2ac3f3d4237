package io.cityward.inference;

import io.cityward.inference.fair.FairQueue;
import io.cityward.inference.fair.Lending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tasks and departments had of the pool. Guarded by the queue. */
final class UseBook {

  private final Map<TaskUse.Key, TaskUse> tasks = new LinkedHashMap<>();
  private final Map<String, Standing> standings = new HashMap<>();
  private double closedAt = Double.NaN;
  private List<DepartmentFigures> departments = List.of();

  /** A department's totals when the last second was closed. */
  private static final class Standing {
    double used;
    double lent;
    double borrowed;
    double answered;
    double ended;

    /** Of tasks that are no longer kept. */
    final Tally forgotten = new Tally();
  }

  /** Where the payers of a lane are counted. */
  TaskUse[] tasks(List<Payer> payers, Workload workload, double now) {
    TaskUse[] found = new TaskUse[payers.size()];
    for (int i = 0; i < found.length; i++) {
      Payer payer = payers.get(i);
      TaskUse.Key key =
          new TaskUse.Key(
              payer.department(), payer.task(), workload.pack().name(), workload.pack().version());
      found[i] = tasks.computeIfAbsent(key, k -> new TaskUse(k, now));
    }
    return found;
  }

  /** Closes a second: who used, wanted, lent and borrowed how much in it. */
  void close(FairQueue<Lane> queue, Collection<Lane> lanes, double now) {
    double span = now - closedAt;
    closedAt = now;
    forget(now - PoolFigures.KEPT.toSeconds());
    lanes.forEach(lane -> lane.offered.see(lane.tally.submitted, now));
    if (!(span > 0)) {
      return;
    }
    Map<String, Double> used = new TreeMap<>(queue.used());
    List<Lending.Use> uses = new ArrayList<>();
    used.forEach(
        (name, inAll) -> {
          double inSpan = Math.max(0, inAll - standing(name).used);
          uses.add(new Lending.Use(queue.share(name).guaranteed(), inSpan / span));
        });
    Map<String, Double> wanted = wanted(lanes);
    Map<String, Tally> pictures = pictures();
    List<DepartmentFigures> figures = new ArrayList<>();
    Iterator<Lending> lendings = Lending.among(uses).iterator();
    used.forEach(
        (name, inAll) -> {
          Standing standing = standing(name);
          Lending lending = lendings.next();
          Tally counts = pictures.getOrDefault(name, new Tally());
          double inSpan = uses.get(figures.size()).used();
          standing.used = inAll;
          standing.lent += lending.lent() * span;
          standing.borrowed += lending.borrowed() * span;
          figures.add(
              new DepartmentFigures(
                  name,
                  queue.share(name),
                  inSpan,
                  wanted.getOrDefault(name, 0.0),
                  lending.lent(),
                  lending.borrowed(),
                  answered(standing, counts),
                  standing.used,
                  standing.lent,
                  standing.borrowed,
                  Counts.of(counts)));
        });
    departments = List.copyOf(figures);
  }

  private void forget(double since) {
    tasks
        .values()
        .removeIf(
            task -> {
              if (!task.isOver(since)) {
                return false;
              }
              standing(task.key.department()).forgotten.add(task.tally);
              return true;
            });
  }

  /** The part of the pictures since the last time that got an answer. */
  private static double answered(Standing standing, Tally pictures) {
    double answered = pictures.inferred + pictures.known - standing.answered;
    double ended = pictures.ended() - standing.ended;
    standing.answered += answered;
    standing.ended += ended;
    return ended > 0 ? Math.min(1, answered / ended) : 1;
  }

  /** By department. */
  private Map<String, Tally> pictures() {
    Map<String, Tally> sums = new HashMap<>();
    standings.forEach(
        (name, standing) -> sums.computeIfAbsent(name, d -> new Tally()).add(standing.forgotten));
    for (TaskUse task : tasks.values()) {
      sums.computeIfAbsent(task.key.department(), d -> new Tally()).add(task.tally);
    }
    return sums;
  }

  /** In CU, by department. */
  private static Map<String, Double> wanted(Collection<Lane> lanes) {
    Map<String, Double> wanted = new HashMap<>();
    for (Lane lane : lanes) {
      double units = lane.offered.perSecond(lane.bill.framesPerSecond) * lane.shelf.cost();
      double sum = lane.bill.payers.stream().mapToDouble(Payer::framesPerSecond).sum();
      for (Payer payer : lane.bill.payers) {
        wanted.merge(payer.department(), units * payer.framesPerSecond() / sum, Double::sum);
      }
    }
    return wanted;
  }

  private Standing standing(String department) {
    return standings.computeIfAbsent(department, d -> new Standing());
  }

  List<DepartmentFigures> departments() {
    return departments;
  }

  List<TaskFigures> tasks(double now) {
    return tasks.values().stream().map(task -> task.figures(now)).toList();
  }
}

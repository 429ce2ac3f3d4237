package io.cityward.inference;

import io.cityward.inference.fair.FairQueue;
import io.cityward.inference.fair.Lending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    tasks.values().removeIf(task -> task.isOver(now - PoolFigures.KEPT.toSeconds()));
    if (!(span > 0)) {
      return;
    }
    Map<String, Double> wanted = wanted(lanes);
    Map<String, Double> used = queue.used();
    List<String> names = List.copyOf(new TreeSet<>(used.keySet()));
    List<Lending.Use> uses = new ArrayList<>();
    for (String name : names) {
      double inSpan = used.get(name) - standing(name).used;
      uses.add(new Lending.Use(queue.share(name).guaranteed(), Math.max(0, inSpan / span)));
    }
    List<Lending> lendings = Lending.among(uses);
    Map<String, double[]> pictures = pictures();
    List<DepartmentFigures> figures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Standing standing = standing(name);
      standing.used = used.get(name);
      standing.lent += lendings.get(i).lent() * span;
      standing.borrowed += lendings.get(i).borrowed() * span;
      double[] ended = pictures.getOrDefault(name, new double[2]);
      double answered = part(ended[0] - standing.answered, ended[1] - standing.ended);
      standing.answered = ended[0];
      standing.ended = ended[1];
      figures.add(
          new DepartmentFigures(
              name,
              queue.share(name),
              uses.get(i).used(),
              wanted.getOrDefault(name, 0.0),
              lendings.get(i).lent(),
              lendings.get(i).borrowed(),
              answered,
              standing.used,
              standing.lent,
              standing.borrowed));
    }
    departments = List.copyOf(figures);
  }

  private static double part(double answered, double ended) {
    return ended > 0 ? Math.max(0, Math.min(1, answered / ended)) : 1;
  }

  /** Answered and ended pictures by department. */
  private Map<String, double[]> pictures() {
    Map<String, double[]> sums = new HashMap<>();
    for (TaskUse task : tasks.values()) {
      double[] sum = sums.computeIfAbsent(task.key.department(), d -> new double[2]);
      sum[0] += task.tally.answered();
      sum[1] += task.tally.ended();
    }
    return sums;
  }

  /** In CU, by department. */
  private static Map<String, Double> wanted(Collection<Lane> lanes) {
    Map<String, Double> wanted = new HashMap<>();
    for (Lane lane : lanes) {
      double units = lane.bill.framesPerSecond * lane.shelf.cost();
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

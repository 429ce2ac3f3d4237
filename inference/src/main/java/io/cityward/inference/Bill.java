package io.cityward.inference;

import io.cityward.inference.fair.Payers;
import java.util.List;

/**
 * Who pays for a lane, and where that is counted. Of the pictures each task counts as many as it
 * wanted; of the cost each pays in proportion. Guarded by the queue.
 */
final class Bill {

  final List<Payer> payers;
  final Payers<Lane> departments;
  final double framesPerSecond;
  private final TaskUse[] tasks;
  private final double sum;

  Bill(List<Payer> payers, Payers<Lane> departments, TaskUse[] tasks) {
    this.payers = payers;
    this.departments = departments;
    this.tasks = tasks;
    this.framesPerSecond = payers.stream().mapToDouble(Payer::framesPerSecond).max().orElseThrow();
    this.sum = payers.stream().mapToDouble(Payer::framesPerSecond).sum();
  }

  void begin(double now) {
    for (int i = 0; i < tasks.length; i++) {
      tasks[i].begin(payers.get(i).framesPerSecond(), now);
    }
  }

  void end(double now) {
    for (int i = 0; i < tasks.length; i++) {
      tasks[i].end(payers.get(i).framesPerSecond(), now);
    }
  }

  void submitted() {
    for (int i = 0; i < tasks.length; i++) {
      tasks[i].tally.submitted += pictures(i);
    }
  }

  void dropped(DropReason reason) {
    for (int i = 0; i < tasks.length; i++) {
      tasks[i].tally.drop(reason, pictures(i));
    }
  }

  void ended(Tally.End end, double units) {
    for (int i = 0; i < tasks.length; i++) {
      tasks[i].tally.end(end, pictures(i));
      tasks[i].tally.used += units * payers.get(i).framesPerSecond() / sum;
    }
  }

  private double pictures(int i) {
    return payers.get(i).framesPerSecond() / framesPerSecond;
  }
}

package io.cityward.inference;

/**
 * What a task had of the pool, with one version of a pack. Guarded by the queue.
 *
 * @see TaskFigures
 */
final class TaskUse {

  /** What is counted together. */
  record Key(String department, String task, String pack, String version) {}

  final Key key;
  final Tally tally = new Tally();
  private double wanted;
  private double framesPerSecond;
  private int lanes;

  /** In seconds. */
  private double countedTo;

  TaskUse(Key key, double now) {
    this.key = key;
    this.countedTo = now;
  }

  void begin(double wantedNow, double now) {
    countTo(now);
    lanes++;
    framesPerSecond += wantedNow;
  }

  void end(double wantedNow, double now) {
    countTo(now);
    lanes--;
    framesPerSecond = lanes == 0 ? 0 : framesPerSecond - wantedNow;
  }

  private void countTo(double now) {
    wanted += framesPerSecond * (now - countedTo);
    countedTo = now;
  }

  /** Whether no lane has worked for it since then. */
  boolean isOver(double since) {
    return lanes == 0 && countedTo < since;
  }

  TaskFigures figures(double now) {
    double sofar = wanted + framesPerSecond * (now - countedTo);
    return new TaskFigures(
        key.department(),
        key.task(),
        key.pack(),
        key.version(),
        framesPerSecond,
        sofar,
        Counts.of(tally),
        tally.used);
  }
}

package io.cityward.inference;

/** Counts that grow. A picture that several tasks share counts for each in part. */
final class Tally {

  /** How a turn ended, where it was not dropped. */
  enum End {
    INFERRED,
    KNOWN,
    FAILED
  }

  double submitted;
  double inferred;
  double known;
  double failed;
  final double[] dropped = new double[DropReason.values().length];

  /** In CU·s. */
  double used;

  void end(End end, double part) {
    switch (end) {
      case INFERRED -> inferred += part;
      case KNOWN -> known += part;
      case FAILED -> failed += part;
    }
  }

  void drop(DropReason reason, double part) {
    dropped[reason.ordinal()] += part;
  }

  void add(Tally other) {
    submitted += other.submitted;
    inferred += other.inferred;
    known += other.known;
    failed += other.failed;
    used += other.used;
    for (int i = 0; i < dropped.length; i++) {
      dropped[i] += other.dropped[i];
    }
  }

  /** Answered or not, whatever waits no more. */
  double ended() {
    double all = inferred + known + failed;
    for (double some : dropped) {
      all += some;
    }
    return all;
  }
}

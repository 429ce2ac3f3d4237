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

  double answered() {
    return inferred + known;
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

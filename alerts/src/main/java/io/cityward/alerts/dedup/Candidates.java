package io.cityward.alerts.dedup;

import java.util.List;

/** The cases around a finding, of its event code. Asked for only as far as they matter. */
public interface Candidates {

  /** Nothing was ever found there. */
  Candidates NONE = of(List.of(), List.of());

  /**
   * Cases whose work order is not finished: as its camera sees them, and, where places are shared
   * between cameras, as others see those near.
   */
  List<Candidate> open();

  /** Cases that were closed not longer ago than anything follows from it, likewise. */
  List<Candidate> closed();

  static Candidates of(List<Candidate> open, List<Candidate> closed) {
    return new Candidates() {
      @Override
      public List<Candidate> open() {
        return open;
      }

      @Override
      public List<Candidate> closed() {
        return closed;
      }
    };
  }
}

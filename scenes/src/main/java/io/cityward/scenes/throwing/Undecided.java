package io.cityward.scenes.throwing;

import java.util.ArrayList;
import java.util.List;

/**
 * Falls that are over, and wait until nothing beside them is on its way any more: a reflection in
 * the panes may land before the thing itself, and of both the better one is told.
 */
final class Undecided {

  /** In picture heights: a thing, its reflection and its shadow come down this close together. */
  static final double BESIDE = 0.12;

  private static final double LONGEST_WAIT = 1.5;

  /** A fall, and the zone it happened in. */
  record Candidate(Fall fall, Facade facade) {}

  private List<Candidate> waiting = new ArrayList<>();

  void add(Candidate candidate) {
    waiting.add(candidate);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Those that nothing stands against any more, the best first; they are let go. */
  List<Candidate> decided(double at, Chains chains, int height) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Candidate> decided = new ArrayList<>();
    List<Candidate> still = new ArrayList<>();
    for (Candidate candidate : waiting) {
      Fall fall = candidate.fall();
      boolean late = at - fall.last().seconds() > LONGEST_WAIT;
      (late || !chains.openBeside(fall, BESIDE * height) ? decided : still).add(candidate);
    }
    waiting = still;
    decided.sort((one, other) -> Double.compare(other.fall().score(), one.fall().score()));
    return decided;
  }

  /** What ended so shortly before the picture broke that it may be a part of that. */
  void forgetSince(double seconds) {
    waiting.removeIf(candidate -> candidate.fall().last().seconds() >= seconds);
  }

  void clear() {
    waiting.clear();
  }
}

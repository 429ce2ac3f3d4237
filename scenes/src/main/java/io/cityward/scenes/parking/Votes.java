package io.cityward.scenes.parking;

import java.util.List;

/** What a detector takes a thing for, over many looks. */
final class Votes {

  private final List<String> classes;
  private final double[] scores;

  Votes(List<String> classes) {
    this.classes = classes;
    this.scores = new double[classes.size()];
  }

  void add(String label, double score) {
    int at = classes.indexOf(label);
    if (at >= 0) {
      scores[at] += score;
    }
  }

  /** The class with the most; the first one while there is none. */
  String most() {
    int most = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[most]) {
        most = i;
      }
    }
    return classes.get(most);
  }
}

package io.cityward.scenes.throwing;

import java.util.ArrayList;
import java.util.List;

/** One thing on its way down, from picture to picture. */
final class Chain {

  /** Observations that its speed is taken from. */
  private static final int RECENT = 4;

  private static final int MOST = 256;

  private final List<Speck> way = new ArrayList<>();

  Chain(Speck first) {
    way.add(first);
  }

  List<Speck> way() {
    return way;
  }

  int length() {
    return way.size();
  }

  Speck first() {
    return way.get(0);
  }

  Speck last() {
    return way.get(way.size() - 1);
  }

  void add(Speck speck) {
    way.add(speck);
  }

  boolean full() {
    return way.size() >= MOST;
  }

  /** How far down it came, pixels. */
  double drop() {
    return last().y() - first().y();
  }

  double seconds() {
    return last().seconds() - first().seconds();
  }

  /** In which share of the pictures it was seen, 0..1. */
  double coverage() {
    return coverage(way);
  }

  static double coverage(List<Speck> way) {
    long pictures = way.get(way.size() - 1).picture() - way.get(0).picture() + 1;
    return way.size() / (double) Math.max(1, pictures);
  }

  /** A copy that another speck continues. */
  Chain fork(Speck next) {
    Chain other = new Chain(first());
    other.way.addAll(way.subList(1, way.size()));
    other.way.add(next);
    return other;
  }

  double speedX() {
    return (last().x() - recent().x()) / (last().seconds() - recent().seconds());
  }

  double speedY() {
    return (last().y() - recent().y()) / (last().seconds() - recent().seconds());
  }

  /** Where it should be at a time: the speed goes on, and grows as it did so far. */
  double nextX(double seconds) {
    return last().x() + speedX() * (seconds - last().seconds());
  }

  double nextY(double seconds) {
    double ahead = seconds - last().seconds();
    double behind = (last().seconds() - recent().seconds()) / 2;
    return last().y() + speedY() * ahead + acceleration() * ahead * (ahead / 2 + behind);
  }

  /** Of the whole way so far; 0 as long as it cannot be told. Pixels per second, per second. */
  private double acceleration() {
    if (way.size() < 7) {
      return 0;
    }
    List<Speck> part = way.subList(Math.max(0, way.size() - 14), way.size());
    return Math.max(0, 2 * Curve.fit(part, 2, Speck::y).coefficients()[2]);
  }

  private Speck recent() {
    return way.get(Math.max(0, way.size() - RECENT));
  }

  /** Whether the last two observations are those of another. */
  boolean runsInto(Chain other) {
    int n = way.size();
    int m = other.way.size();
    return n >= 2
        && m >= 2
        && way.get(n - 1).equals(other.way.get(m - 1))
        && way.get(n - 2).equals(other.way.get(m - 2));
  }
}

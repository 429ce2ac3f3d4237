package io.cityward.scenes.throwing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows small things downwards from picture to picture. What rises, stands still or jumps is let
 * go; what was not seen for a moment may come back where it should be by then. One thread.
 */
final class Chains {

  /** For how long a thing may be hidden, behind a cable or in front of its own colour. */
  private static final double HIDDEN = 0.2;

  /** A beginning that is not continued at once was nothing. */
  private static final double HIDDEN_AT_FIRST = 0.12;

  private static final int MOST = 500;

  /** In picture heights per second: more is a thing close to the camera. */
  private static final double FASTEST = 2.5;

  /** In picture heights per second, per second. */
  private static final double STRONGEST_PULL = 3;

  private static final double STANDS_SECONDS = 0.8;

  /** Of one who continues a beginning of one observation. */
  private static final int MOST_BRANCHES = 3;

  private List<Chain> open = new ArrayList<>();

  /**
   * Takes what moved in the next picture.
   *
   * @param step seconds between pictures
   * @param height of the picture, pixels
   * @return what came to its end
   */
  List<Chain> follow(List<Speck> specks, double at, double step, int height) {
    List<Chain> next = new ArrayList<>();
    List<Chain> ended = new ArrayList<>();
    open.sort(Comparator.comparingInt(Chain::length).reversed());
    Set<Speck> taken = new HashSet<>();
    for (Chain chain : open) {
      if (chain.length() == 1) {
        branch(chain, specks, taken, height, next);
      } else {
        Speck best = nearest(chain, specks, at, height);
        if (best != null) {
          chain.add(best);
          if (chain.length() >= 4) {
            taken.add(best);
          }
        }
      }
      double hidden = Math.max(chain.length() > 2 ? HIDDEN : HIDDEN_AT_FIRST, 2.5 * step);
      if (at - chain.last().seconds() > hidden || chain.full()) {
        ended.add(chain);
      } else if (goesDown(chain, height) && wellSeen(chain)) {
        next.add(chain);
      }
    }
    for (Speck speck : specks) {
      if (!taken.contains(speck)) {
        next.add(new Chain(speck));
      }
    }
    open = distinct(next);
    return ended;
  }

  /** What is still on its way; they are let go. */
  List<Chain> finish() {
    List<Chain> all = open;
    open = new ArrayList<>();
    return all;
  }

  /** Whether something is being followed. */
  boolean busy() {
    return open.stream().anyMatch(chain -> chain.length() > 3);
  }

  /** Whether something else comes down near a fall, and did so before that was over. */
  boolean openBeside(Fall fall, double near) {
    return open.stream()
        .filter(chain -> chain.length() > 5 && chain.first().seconds() < fall.last().seconds())
        .anyMatch(
            chain ->
                Math.min(
                        Math.abs(chain.last().x() - fall.last().x()),
                        Math.abs(chain.first().x() - fall.first().x()))
                    < near);
  }

  private static void branch(
      Chain chain, List<Speck> specks, Set<Speck> taken, int height, List<Chain> next) {
    Speck from = chain.last();
    List<Speck> near = new ArrayList<>();
    for (Speck to : specks) {
      double dt = to.seconds() - from.seconds();
      double dx = Math.abs(to.x() - from.x());
      double dy = to.y() - from.y();
      boolean reachable = dy >= -1.5 && dy <= FASTEST * height * dt && dx <= 3 + 0.7 * dy;
      if (dt > 0 && reachable && !taken.contains(to) && from.alike(to)) {
        near.add(to);
      }
    }
    near.sort(Comparator.comparingDouble(to -> Math.hypot(to.x() - from.x(), to.y() - from.y())));
    for (Speck to : near.subList(0, Math.min(MOST_BRANCHES, near.size()))) {
      next.add(chain.fork(to));
    }
  }

  private static Speck nearest(Chain chain, List<Speck> specks, double at, int height) {
    double ahead = at - chain.last().seconds();
    double x = chain.nextX(at);
    double y = chain.nextY(at);
    double speed = Math.hypot(chain.speedX(), chain.speedY());
    double pull = STRONGEST_PULL * height * ahead * ahead;
    double share = chain.length() < 4 ? 0.5 : 0.25;
    double sideways = 2.5 + share * speed * ahead;
    double along = 2.5 + share * speed * ahead + pull;
    Speck best = null;
    double least = 1;
    for (Speck speck : specks) {
      double dx = (speck.x() - x) / sideways;
      double dy = (speck.y() - y) / along;
      double off = dx * dx + dy * dy;
      if (off < least && chain.last().alike(speck)) {
        least = off;
        best = speck;
      }
    }
    return best;
  }

  private static boolean goesDown(Chain chain, int height) {
    if (chain.length() == 1) {
      return true;
    }
    Speck before = chain.way().get(chain.length() - 2);
    double rise = before.y() - chain.last().y();
    if (rise > 3 + 0.002 * height) {
      return false;
    }
    return chain.seconds() < STANDS_SECONDS || chain.drop() > 0.012 * height;
  }

  /** Ways put together by chance, as in a tree, have holes. */
  private static boolean wellSeen(Chain chain) {
    return chain.length() < 8 || chain.coverage() >= Fall.LEAST_COVERAGE;
  }

  /** Of two that became one, the one that was followed for longer stays. */
  private static List<Chain> distinct(List<Chain> all) {
    all.sort(Comparator.comparingInt(Chain::length).reversed());
    List<Chain> kept = new ArrayList<>();
    Map<Speck, List<Chain>> ends = new HashMap<>();
    for (Chain chain : all) {
      List<Chain> same = ends.computeIfAbsent(chain.last(), end -> new ArrayList<>(2));
      if (same.stream().noneMatch(chain::runsInto) && kept.size() < MOST) {
        same.add(chain);
        kept.add(chain);
      }
    }
    return kept;
  }

  void reset() {
    open = new ArrayList<>();
  }
}

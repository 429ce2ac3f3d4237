package io.cityward.scenes.throwing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What came down lately: falls, of which one shall be told once, and everything else that went
 * down, as in rain a lot does at once. Also how strongly things fall in this view. One thread.
 */
final class Recent {

  /** A fall that is hidden for a while goes on within so many seconds. */
  private static final double GOES_ON = 1;

  /** Within so many seconds, and in so many parts of the picture, it is weather. */
  private static final double SHOWER_SECONDS = 3;

  private static final int SHOWER = 6;

  /** Falls after which a view's acceleration is known. */
  private static final int KNOWN = 3;

  /** How far from even, as a share of the way. */
  private static final double GLIDES = 0.01;

  private static final double SAME_PULL = 3;
  private static final int MOST = 32;

  /** Who throws more in so short a time has been told of already. */
  private static final int MOST_TOLD = 4;

  private static final double BURST_SECONDS = 60;

  private record Descent(double seconds, double x) {}

  private final Deque<Descent> descents = new ArrayDeque<>();
  private final Deque<Fall> falls = new ArrayDeque<>();

  /** Notes whatever went down over some distance. */
  void note(Chain chain, int height, double at) {
    if (chain.drop() > 0.08 * height && chain.coverage() > 0.8 && glides(chain)) {
      descents.addLast(new Descent(at, chain.first().x()));
    }
    while (!descents.isEmpty()
        && (at - descents.peekFirst().seconds() > SHOWER_SECONDS || descents.size() > 200)) {
      descents.removeFirst();
    }
  }

  /** Drops and flakes come down evenly; ways put together by chance, as in a tree, jump about. */
  private static boolean glides(Chain chain) {
    return chain.length() >= 5
        && Curve.fit(chain.way(), 1, Speck::y).residue() < 1 + GLIDES * chain.drop()
        && Curve.fit(chain.way(), 1, Speck::x).residue() < 1 + GLIDES * chain.drop();
  }

  /** Whether it is to be told: no shower, no part of an earlier one, and not one of too many. */
  boolean isNew(Fall fall, double at, int height) {
    return !shower(height)
        && falls.stream().noneMatch(earlier -> same(earlier, fall, height))
        && falls.stream().filter(f -> at - f.last().seconds() < BURST_SECONDS).count() < MOST_TOLD
        && usual(fall);
  }

  void add(Fall fall) {
    falls.addLast(fall);
    if (falls.size() > MOST) {
      falls.removeFirst();
    }
  }

  private boolean shower(int height) {
    double part = height / 12.0;
    long parts = descents.stream().map(d -> (int) (d.x() / part)).distinct().count();
    return parts >= SHOWER;
  }

  /** Beside an earlier one at the same time, or its continuation. */
  private static boolean same(Fall earlier, Fall later, int height) {
    Speck begun = earlier.first();
    Speck ended = earlier.last();
    Speck first = later.first();
    Speck last = later.last();
    boolean together =
        first.seconds() < ended.seconds() + GOES_ON && last.seconds() > begun.seconds();
    double apart = Math.min(Math.abs(first.x() - ended.x()), Math.abs(last.x() - ended.x()));
    return together && apart < Undecided.BESIDE * height;
  }

  /** Everything falls alike, in one view: half a perspective apart at most. */
  private boolean usual(Fall fall) {
    if (falls.size() < KNOWN) {
      return true;
    }
    double[] pulls = falls.stream().mapToDouble(Fall::acceleration).sorted().toArray();
    double known = pulls[pulls.length / 2];
    return fall.acceleration() < SAME_PULL * known && fall.acceleration() > known / SAME_PULL;
  }

  /** Another time begins. */
  void clear() {
    descents.clear();
    falls.clear();
  }
}

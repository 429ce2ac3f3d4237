package io.cityward.inference.fair;

import java.util.LinkedHashMap;
import java.util.Map;

/** One department at the queue: who waits in its line, and how far its use has come. */
final class Account<T> {

  /** Lets a ceiling be a mean over about a second rather than a gap after each turn, in seconds. */
  private static final double CEILING_SLACK = 0.25;

  /** What a department without a guarantee weighs among those who borrow, in CU. */
  private static final double LEAST_WEIGHT = 1;

  /** The first comes first. */
  final Map<T, Payers<T>> line = new LinkedHashMap<>();

  private Share share;
  private Level level;

  /** Its guarantee is used up to this time of the queue's clock, in seconds. */
  private double guaranteeUsedTo;

  /** What it borrowed by its weight, in seconds: less goes first within a level. */
  private double borrowed;

  /** Its ceiling is used up to this time, in real seconds. */
  private double ceilingUsedTo = Double.NEGATIVE_INFINITY;

  private double used;

  /** Departments of one priority; among them, who borrows. */
  static final class Level {
    final int priority;

    /** Where the one served last stood; who joins begins here. */
    double reached;

    Level(int priority) {
      this.priority = priority;
    }
  }

  Account(Share share, Level level) {
    this.share = share;
    this.level = level;
  }

  void grant(Share share, Level level) {
    if (this.level != level) {
      borrowed = level.reached;
    }
    this.share = share;
    this.level = level;
  }

  /** It waits again: neither credit from before, nor behind those who are served now. */
  void join(double clock) {
    guaranteeUsedTo = Math.max(guaranteeUsedTo, clock);
    borrowed = Math.max(borrowed, level.reached);
  }

  /** Whether the guarantee gives it a turn at this time of the queue's clock. */
  boolean isBehind(double clock) {
    return share.guaranteed() > 0 && guaranteeUsedTo <= clock;
  }

  /** Whether this goes before another, if the guarantee gives a turn to both or neither. */
  boolean precedes(Account<T> other, boolean behind) {
    if (behind) {
      return guaranteeUsedTo < other.guaranteeUsedTo;
    }
    if (level.priority != other.level.priority) {
      return level.priority > other.level.priority;
    }
    return borrowed < other.borrowed;
  }

  /** Seconds until the ceiling allows a turn; 0 or less if it does now. */
  double heldFor(double seconds) {
    return ceilingUsedTo - seconds;
  }

  void borrowFirst() {
    level.reached = Math.max(level.reached, borrowed);
  }

  void useGuarantee(double amount) {
    // A guarantee that was taken away meanwhile owes nothing any more.
    if (share.guaranteed() > 0) {
      guaranteeUsedTo += amount / share.guaranteed();
    }
  }

  void borrow(double amount) {
    borrowed += amount / Math.max(share.guaranteed(), LEAST_WEIGHT);
  }

  void use(double amount, double seconds) {
    used += amount;
    ceilingUsedTo = Math.max(ceilingUsedTo, seconds - CEILING_SLACK) + amount / share.ceiling();
  }

  double guaranteeUsedTo() {
    return guaranteeUsedTo;
  }

  Share share() {
    return share;
  }

  /** All that it ever used, in CU·s. */
  double used() {
    return used;
  }
}

package io.cityward.inference.fair;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Whose turn it is: weighted fair queueing of departments over what they really use, in CU·s. Each
 * department has a line of things that wait, each thing once; within a line the first comes first.
 * A thing that several pay for stands in the line of each, and whoever's turn comes first takes it.
 *
 * <ol>
 *   <li>A department that has used less than its guarantee goes first; among several the one that
 *       is furthest behind in proportion to its guarantee.
 *   <li>What they leave is lent: by priority, then in proportion to the guarantees.
 *   <li>Nobody goes above its ceiling, meant over about a second.
 * </ol>
 *
 * <p>The first is told by a clock in whose every second each department may use its guarantee for a
 * second. It runs with real time, but never further than {@link #LONGEST_LAG} ahead of a department
 * that waits: where the guarantees are more than the machine does, the clock goes slower, and
 * everybody gets less in proportion. Who comes back from being idle is put where those are who are
 * served now: no credit, no debt, no wait. Borrowed use is counted apart, so that it costs nobody
 * its guarantee later.
 *
 * <p>State and time in, decision out. For one thread at a time. Departments are never forgotten;
 * there are as many as somebody configured.
 */
public final class FairQueue<T> {

  /** In seconds. Has to hold a turn of each department, and bounds what overload leaves behind. */
  static final double LONGEST_LAG = 1;

  private final ToDoubleFunction<T> estimate;
  private final Map<String, Account<T>> accounts = new LinkedHashMap<>();
  private final Map<Integer, Account.Level> levels = new HashMap<>();
  private Map<String, Share> shares = Map.of();
  private double seconds = Double.NaN;
  private double clock;

  /** How far the one served last by its guarantee was behind the clock. */
  private double lag;

  /** Something whose turn has come, and what is charged for it. */
  public record Taken<T>(T what, Charge<T> charge) {}

  /**
   * @param estimate what a turn of something will cost in CU·s, as far as is known
   */
  public FairQueue(ToDoubleFunction<T> estimate) {
    this.estimate = estimate;
  }

  /** Takes effect at once. Departments that are not named get {@link Share#NONE}. */
  public void shares(Map<String, Share> granted) {
    shares = Map.copyOf(granted);
    shares.keySet().forEach(this::account);
    accounts.forEach(
        (department, account) -> {
          Share share = share(department);
          account.grant(share, level(share));
        });
  }

  /**
   * Who pays for something.
   *
   * @param weights by department, more than 0 each
   */
  public Payers<T> payers(Map<String, Double> weights) {
    Map<Account<T>, Double> byAccount = new LinkedHashMap<>();
    weights.forEach((department, weight) -> byAccount.put(account(department), weight));
    return Payers.of(byAccount);
  }

  /** Lets something wait, if it does not yet. */
  public void ask(T what, Payers<T> payers, double now) {
    advance(now);
    for (Account<T> account : payers.accounts) {
      if (account.line.isEmpty()) {
        account.join(clock - lag);
      }
      account.line.putIfAbsent(what, payers);
    }
  }

  /** Lets something wait no longer. */
  public void leave(T what, Payers<T> payers) {
    for (Account<T> account : payers.accounts) {
      account.line.remove(what);
    }
  }

  /**
   * Gives a turn.
   *
   * @param now real time in seconds; never less than before
   * @param fits what can be given one; others keep their places
   */
  public Optional<Taken<T>> take(double now, Predicate<T> fits) {
    advance(now);
    Account<T> next = null;
    T what = null;
    for (Account<T> account : accounts.values()) {
      if (account.heldFor(seconds) > 0 || (next != null && !goesBefore(account, next))) {
        continue;
      }
      T first = first(account, fits);
      if (first != null) {
        next = account;
        what = first;
      }
    }
    return next == null ? Optional.empty() : Optional.of(give(what, next));
  }

  private boolean goesBefore(Account<T> one, Account<T> other) {
    boolean behind = one.isBehind(clock);
    return behind == other.isBehind(clock) ? one.precedes(other, behind) : behind;
  }

  private T first(Account<T> account, Predicate<T> fits) {
    for (T what : account.line.keySet()) {
      if (fits.test(what)) {
        return what;
      }
    }
    return null;
  }

  private Taken<T> give(T what, Account<T> account) {
    if (account.isBehind(clock)) {
      lag = clock - account.guaranteeUsedTo();
    } else {
      account.borrowFirst();
    }
    Payers<T> payers = account.line.get(what);
    leave(what, payers);
    Charge<T> charge = new Charge<>(payers);
    charge.open(estimate.applyAsDouble(what), clock, seconds);
    return new Taken<>(what, charge);
  }

  /**
   * Corrects what a turn was charged.
   *
   * @param amount what it really cost, in CU·s
   */
  public void settle(Charge<T> charge, double amount, double now) {
    advance(now);
    charge.change(amount, seconds);
  }

  /** In how many seconds a ceiling lets somebody go on; infinite if it holds nobody who waits. */
  public double heldFor(double now) {
    double shortest = Double.POSITIVE_INFINITY;
    for (Account<T> account : accounts.values()) {
      double held = account.heldFor(now);
      if (held > 0 && !account.line.isEmpty()) {
        shortest = Math.min(shortest, held);
      }
    }
    return shortest;
  }

  /** All that each department ever used, in CU·s. */
  public Map<String, Double> used() {
    Map<String, Double> used = new LinkedHashMap<>();
    accounts.forEach((department, account) -> used.put(department, account.used()));
    return used;
  }

  private void advance(double now) {
    if (Double.isNaN(seconds)) {
      seconds = now;
    }
    double mostBehind = Double.POSITIVE_INFINITY;
    for (Account<T> account : accounts.values()) {
      if (!account.line.isEmpty()
          && account.share().guaranteed() > 0
          && account.heldFor(now) <= 0) {
        mostBehind = Math.min(mostBehind, account.guaranteeUsedTo());
      }
    }
    clock = Math.max(clock, Math.min(clock + now - seconds, mostBehind + LONGEST_LAG));
    seconds = now;
  }

  private Account<T> account(String department) {
    return accounts.computeIfAbsent(
        department,
        name -> {
          Share share = share(name);
          return new Account<>(share, level(share));
        });
  }

  /** What a department may use. */
  public Share share(String department) {
    return shares.getOrDefault(department, Share.NONE);
  }

  private Account.Level level(Share share) {
    return levels.computeIfAbsent(share.priority(), Account.Level::new);
  }
}

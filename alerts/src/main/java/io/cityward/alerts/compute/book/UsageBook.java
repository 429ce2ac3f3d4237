package io.cityward.alerts.compute.book;

import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageFigures;
import io.cityward.alerts.compute.usage.UsageQuery;
import io.cityward.alerts.compute.usage.UsageRow;
import io.cityward.alerts.compute.usage.UsageStep;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.store.UsageTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was used by whom, and how much of it led to confirmed alerts. Safe for any thread. */
public final class UsageBook {

  /** How long minutes are kept, and how long hours; days stay. */
  public static final Duration MINUTES_KEPT = Duration.ofDays(7);

  public static final Duration HOURS_KEPT = Duration.ofDays(90);

  /** Per call of {@link #rollUp}; each is a transaction of its own. */
  private static final int MOST_HOURS = 48;

  private static final int MOST_DAYS = 30;

  private final AlertStore store;
  private final ZoneId zone;

  /**
   * @param zone in which days begin
   */
  public UsageBook(AlertStore store, ZoneId zone) {
    this.store = store;
    this.zone = zone;
  }

  /**
   * Keeps what was counted in a minute, all of it or nothing. What is there already stays as it is,
   * so that the same rows can be given again; minutes that were rolled up are left out.
   *
   * @return how many rows were added
   */
  public int record(List<UsageRow> tasks, List<ShareRow> departments) {
    return store.write(
        ledger -> {
          Instant rolled = ledger.usage().rolledUntil(UsageStep.MINUTE);
          return ledger
                  .usage()
                  .addTasks(tasks.stream().filter(r -> !r.minute().isBefore(rolled)).toList())
              + ledger
                  .usage()
                  .addShares(
                      departments.stream().filter(r -> !r.minute().isBefore(rolled)).toList());
        });
  }

  /** As {@link #record}, of tasks alone. */
  public int recordUsage(List<UsageRow> tasks) {
    return record(tasks, List.of());
  }

  /**
   * A page of the answer to a question, oldest first.
   *
   * @param skip how many rows come before it
   */
  public List<UsageFigures> page(UsageQuery query, long skip, int limit) {
    return store.read(
        ledger -> ledger.usageReader().page(query, offset(query.from()), skip, limit));
  }

  /** A question cut into short stretches of time, whose answers follow on each other. */
  public List<UsageQuery> stretches(UsageQuery query) {
    Duration length =
        switch (query.step()) {
          case MINUTE -> Duration.ofHours(1);
          case HOUR -> Duration.ofDays(1);
          case DAY -> Duration.ofDays(31);
        };
    List<UsageQuery> stretches = new ArrayList<>();
    Instant start = query.from();
    Instant end = floor(start, query.step()).plus(length);
    while (end.isBefore(query.until())) {
      stretches.add(query.between(start, end));
      start = end;
      end = end.plus(length);
    }
    stretches.add(query.between(start, query.until()));
    return stretches;
  }

  /**
   * Makes hours of old minutes and days of old hours; no sum changes. Does a bounded piece of it:
   * call it every hour.
   *
   * @return how many hours and days were made; 0 when nothing is left to do
   */
  public int rollUp(Instant now) {
    return rollUp(UsageStep.MINUTE, UsageStep.HOUR, now.minus(MINUTES_KEPT), MOST_HOURS)
        + rollUp(UsageStep.HOUR, UsageStep.DAY, now.minus(HOURS_KEPT), MOST_DAYS);
  }

  private int rollUp(UsageStep from, UsageStep to, Instant before, int most) {
    int made = 0;
    while (made < most && store.write(ledger -> rollOldest(ledger, from, to, before))) {
      made++;
    }
    return made;
  }

  private boolean rollOldest(Ledger ledger, UsageStep from, UsageStep to, Instant before) {
    UsageTable usage = ledger.usage();
    Optional<Instant> oldest = usage.oldest(from);
    if (oldest.isEmpty()) {
      return false;
    }
    Instant start = floor(oldest.get(), to);
    if (start.plus(to.span()).isAfter(before)) {
      return false;
    }
    usage.rollUp(from, to, start);
    return true;
  }

  private Instant floor(Instant time, UsageStep step) {
    long offset = offset(time).toSeconds();
    long local = time.getEpochSecond() + offset;
    return Instant.ofEpochSecond(local - Math.floorMod(local, (long) step.seconds()) - offset);
  }

  /** Without summer time: a day has 24 hours. */
  private Duration offset(Instant time) {
    return Duration.ofSeconds(zone.getRules().getStandardOffset(time).getTotalSeconds());
  }
}

package io.cityward.alerts.supervision;

import java.time.Instant;

/**
 * Until when a step is to be done.
 *
 * @param calendar name of the calendar whose hours count
 * @param since when its time began; moved on by suspensions
 * @param remindAt when somebody is reminded, before {@code due}
 * @param escalations how often it was escalated since it is overdue
 */
public record Deadline(
    OrderStep step,
    String calendar,
    Instant since,
    Instant due,
    Instant remindAt,
    int escalations,
    Flag flag) {

  /** Where an order stands with its deadline; stored, so that each change happens once. */
  public enum Flag {
    ON_TIME,
    NEARLY_DUE,
    OVERDUE
  }

  Deadline flagged(Flag now) {
    return new Deadline(step, calendar, since, due, remindAt, escalations, now);
  }

  Deadline escalated() {
    return new Deadline(step, calendar, since, due, remindAt, escalations + 1, flag);
  }
}

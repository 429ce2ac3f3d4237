package io.cityward.alerts.book;

/** What a department's system says that became of an order. */
public enum ReportedStatus {
  ACCEPTED,
  HANDLED,
  /** Not theirs. */
  RETURNED
}

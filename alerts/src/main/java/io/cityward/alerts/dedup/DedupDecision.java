package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.AlertId;

/** What becomes of a finding report, and why. */
public sealed interface DedupDecision {

  DedupReason reason();

  /** The reason in a sentence for an operator. */
  String words();

  /** A new event: an alert and its work order are opened. */
  record Open(DedupReason reason, String words) implements DedupDecision {}

  /** A known event seen anew: a sighting is added to its case. */
  record Merge(AlertId alert, DedupReason reason, String words) implements DedupDecision {}

  /** A known event that goes on or ends: its case is brought up to date. */
  record Refresh(AlertId alert, DedupReason reason, String words) implements DedupDecision {}

  /** Nothing new: the book stays as it is. */
  record Suppress(AlertId alert, DedupReason reason, String words) implements DedupDecision {}
}

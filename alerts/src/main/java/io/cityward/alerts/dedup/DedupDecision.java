package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.AlertId;
import java.util.Optional;

/** What becomes of a finding report, and why. */
public sealed interface DedupDecision {

  DedupReason reason();

  /** The reason in a sentence for an operator. */
  String words();

  /**
   * A new event: an alert and its work order are opened.
   *
   * @param recurrenceOf the closed case that it comes after
   */
  record Open(DedupReason reason, String words, Optional<AlertId> recurrenceOf)
      implements DedupDecision {

    public Open(DedupReason reason, String words) {
      this(reason, words, Optional.empty());
    }
  }

  /**
   * A known event seen anew: a sighting is added to its case.
   *
   * @param view in whose picture
   */
  record Merge(AlertId alert, DedupReason reason, String words, View view)
      implements DedupDecision {

    public Merge(AlertId alert, DedupReason reason, String words) {
      this(alert, reason, words, View.OWN);
    }
  }

  /** A known event that goes on or ends: its case is brought up to date. */
  record Refresh(AlertId alert, DedupReason reason, String words, View view)
      implements DedupDecision {

    public Refresh(AlertId alert, DedupReason reason, String words) {
      this(alert, reason, words, View.OWN);
    }
  }

  /** Belongs to a case that is closed: noted there as a sighting, and told to nobody. */
  record Quiet(AlertId alert, DedupReason reason, String words, View view)
      implements DedupDecision {}

  /** Nothing new: the book stays as it is. */
  record Suppress(AlertId alert, DedupReason reason, String words) implements DedupDecision {}
}

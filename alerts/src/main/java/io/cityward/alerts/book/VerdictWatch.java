package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.store.Ledger;
import java.time.Instant;

/** Somebody who draws conclusions from verdicts. */
public interface VerdictWatch {

  VerdictWatch NONE = (ledger, alert, now) -> {};

  /** A verdict was given, by a person or a rule; inside the transaction that stores it. */
  void given(Ledger ledger, Alert alert, Instant now);
}

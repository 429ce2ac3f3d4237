package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.Ledger;
import java.util.Optional;

/** Makes a case of a report, in the transaction that stores it. */
public interface ReportCases {

  /** Nothing does: a person looks at the report and links or dismisses it. */
  ReportCases BY_HAND = (ledger, report) -> Optional.empty();

  /** The case, fresh or one that the same event has already; empty leaves it to a person. */
  Optional<OrderId> open(Ledger ledger, OutsideReport report);
}

package io.cityward.alerts.learned;

import io.cityward.alerts.store.DecisionReader;
import io.cityward.alerts.workorder.OrderState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * Where an order went, or, if the department returned it, where it does not belong.
 *
 * @param features as {@link Features} has them
 * @param right whether it went where it belongs
 */
record Decision(Set<String> features, String department, boolean right, Instant at) {

  Decision {
    features = Set.copyOf(features);
  }

  /**
   * What an order teaches. Nothing, if it was no event; if a model sent it and nobody has closed
   * it, as a model must not teach itself; or if a rule did, and it may still come back.
   */
  static Optional<Decision> of(DecisionReader.Row row, ZoneId zone) {
    boolean byItself = row.dispatchedBy().startsWith(Proposal.ACTOR);
    boolean byRule = row.dispatchedBy().startsWith("rule ");
    boolean closed = row.state() == OrderState.CLOSED;
    boolean returned = row.state() == OrderState.RETURNED;
    if (row.state() == OrderState.REJECTED || !closed && !returned && (byItself || byRule)) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision(
            Features.of(row.subject(), row.at(), zone), row.department(), !returned, row.at()));
  }
}

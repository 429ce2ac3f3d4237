package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.verdict.ConfirmRule;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.OrderState;
import io.cityward.alerts.workorder.WorkOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Confirms alerts whose score a rule trusts. Never what a version found that is on trial as a
 * canary: its scores are what is to be found out.
 */
final class Confirming {

  private final VerdictSettings settings;
  private final WorkOrderDesk desk;

  Confirming(VerdictSettings settings, WorkOrderDesk desk) {
    this.settings = settings;
    this.desk = desk;
  }

  /**
   * Looks at an alert that was opened, or seen anew.
   *
   * @param before its score until now; a rule takes an alert once, as its score reaches the rule's
   */
  void look(Ledger ledger, Alert alert, double before, Instant now) {
    if (alert.judgement().verdict() != Verdict.PENDING) {
      return;
    }
    Optional<ConfirmRule> rule =
        settings
            .ruleFor(alert)
            .filter(r -> before < r.score())
            .filter(r -> !onTrial(ledger, alert));
    if (rule.isPresent()) {
      WorkOrder order = ledger.orders().get(alert.order());
      if (order.state() == OrderState.PENDING_REVIEW) {
        var unused = desk.move(ledger, order, move(alert, rule.get(), now));
      }
    }
  }

  private static Move move(Alert alert, ConfirmRule rule, Instant now) {
    Judgement judgement = Judgement.byRule(rule.name());
    String note =
        String.format(
            Locale.ROOT, "confirmed: score %.2f (at least %.2f)", alert.score(), rule.score());
    return new Move(OrderAction.REGISTER, judgement.by(), note, Optional.empty(), now)
        .judging(judgement);
  }

  private static boolean onTrial(Ledger ledger, Alert alert) {
    return alert
        .foundBy()
        .filter(
            by ->
                ledger
                    .algorithms()
                    .find(by.algorithm())
                    .flatMap(algorithm -> algorithm.roles().canary())
                    .filter(by.version()::equals)
                    .isPresent())
        .isPresent();
  }
}

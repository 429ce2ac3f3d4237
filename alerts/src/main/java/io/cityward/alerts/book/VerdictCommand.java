package io.cityward.alerts.book;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Verdict;

/**
 * What somebody says about an alert.
 *
 * @param judgement confirmed or rejected
 * @param key the same key again changes nothing
 */
public record VerdictCommand(AlertId alert, Judgement judgement, String key) {

  /** What the history of the order says: the cause by its code and its words. */
  String note() {
    String code = judgement.code();
    if (judgement.verdict() != Verdict.REJECTED || code.equals(Judgement.OTHER)) {
      return judgement.cause();
    }
    return judgement.cause().isEmpty() ? code : code + ": " + judgement.cause();
  }
}

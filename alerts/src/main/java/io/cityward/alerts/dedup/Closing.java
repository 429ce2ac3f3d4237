package io.cityward.alerts.dedup;

import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Verdict;
import java.time.Instant;

/**
 * How a case was closed.
 *
 * @param judgement REJECTED for what was no event; else its work order was closed as handled
 */
public record Closing(Instant at, Judgement judgement) {

  public boolean rejected() {
    return judgement.verdict() == Verdict.REJECTED;
  }
}

package io.cityward.alerts.book;

import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.dedup.Candidate;
import io.cityward.alerts.dedup.Candidates;
import io.cityward.alerts.dedup.CaseRule;
import io.cityward.alerts.store.Ledger;
import java.util.List;

/** The cases around a finding, read from the ledger when they are asked for. */
record CasesAround(Ledger ledger, FindingReport report, CaseRule rule) implements Candidates {

  @Override
  public List<Candidate> open() {
    return ledger.cases().open(report.subject(), rule.radius());
  }

  @Override
  public List<Candidate> closed() {
    return ledger
        .cases()
        .closed(
            report.subject(), rule.radius(), report.box(), report.seenAt().minus(rule.memory()));
  }
}

package io.cityward.app;

import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.app.pipeline.FindingSink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The book of this very process. */
final class BookSink implements FindingSink {

  private static final Logger LOG = LoggerFactory.getLogger(BookSink.class);

  private final AlertCenter center;

  BookSink(AlertCenter center) {
    this.center = center;
  }

  @Override
  public void record(FindingReport report) {
    var recorded = center.record(report);
    LOG.debug("{} {}: {}", report.finding(), report.phase(), recorded);
  }

  @Override
  public void vouch(List<FindingId> findings, Instant now) {
    center.vouch(findings, now);
  }

  @Override
  public Evidence keep(
      FindingId finding, Evidence.Kind kind, Instant takenAt, Consumer<Path> writer) {
    return center.evidence().put(finding, kind, takenAt, writer::accept);
  }

  @Override
  public Evidence share(Evidence kept, FindingId with) {
    return center.evidence().share(kept, with);
  }

  @Override
  public void attach(FindingId finding, Evidence evidence) {
    var unused = center.attachEvidence(finding, evidence);
  }
}

package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where findings and their files go: the book of this process, or a center far away. A call returns
 * when what it brought is stored for good.
 */
public interface FindingSink {

  void record(FindingReport report);

  /** Says that findings are not gone, although nobody has looked since they were reported. */
  void vouch(List<FindingId> findings, Instant now);

  /** Lets the writer write a file at the path that it is given, and keeps it. */
  Evidence keep(FindingId finding, Evidence.Kind kind, Instant takenAt, Consumer<Path> writer);

  /** Keeps the very same file for another finding too. */
  Evidence share(Evidence kept, FindingId with);

  /** Adds a file that was not ready when its finding was recorded. */
  void attach(FindingId finding, Evidence evidence);
}

package io.cityward.alerts.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.alerts.algorithm.TrialReport.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A trial's report as JSON. */
final class TrialColumn {

  /** Times as text, so that no module of Jackson is needed. */
  private record Stored(
      List<String> problems,
      String triedAt,
      String took,
      double millisPerPicture,
      double referenceMillis,
      long memoryMebibytes,
      List<Sample> samples) {}

  private TrialColumn() {}

  static String of(TrialReport report) {
    return JsonColumn.of(
        new Stored(
            report.problems(),
            report.triedAt().toString(),
            report.took().toString(),
            report.millisPerPicture(),
            report.referenceMillis(),
            report.memoryMebibytes(),
            report.samples()));
  }

  static TrialReport read(String json) {
    Stored stored = JsonColumn.read(json, new TypeReference<Stored>() {});
    return new TrialReport(
        stored.problems(),
        Instant.parse(stored.triedAt()),
        Duration.parse(stored.took()),
        stored.millisPerPicture(),
        stored.referenceMillis(),
        stored.memoryMebibytes(),
        stored.samples());
  }
}

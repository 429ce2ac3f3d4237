package io.cityward.alerts.report;

import io.cityward.alerts.alert.Numbered;

/** The id of a report, {@code R-0000000042}. */
public record ReportId(long number) {

  public ReportId {
    Numbered.check("report id", 'R', number);
  }

  public static ReportId parse(String text) {
    return new ReportId(Numbered.parse("report id", 'R', text));
  }

  @Override
  public String toString() {
    return Numbered.text('R', number);
  }
}

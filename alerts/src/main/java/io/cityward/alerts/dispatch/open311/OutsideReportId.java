package io.cityward.alerts.dispatch.open311;

import io.cityward.alerts.alert.Numbered;

/** The id of a report from another system, a service request: {@code S-0000000001}. */
public record OutsideReportId(long number) {

  public OutsideReportId {
    Numbered.check("report id", 'S', number);
  }

  /**
   * @throws io.cityward.core.CityException INVALID
   */
  public static OutsideReportId parse(String text) {
    return new OutsideReportId(Numbered.parse("report id", 'S', text));
  }

  @Override
  public String toString() {
    return Numbered.text('S', number);
  }
}

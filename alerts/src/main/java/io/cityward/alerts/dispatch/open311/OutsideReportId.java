package io.cityward.alerts.dispatch.open311;

import io.cityward.core.CityException;

/** The id of a report from another system: {@code R-0000000001}. */
public record OutsideReportId(long number) {

  private static final String FORM = "R-[0-9]{10}";

  /**
   * @throws CityException INVALID
   */
  public static OutsideReportId parse(String text) {
    if (text == null || !text.matches(FORM)) {
      throw CityException.invalid("report_id", text, "R- and ten digits");
    }
    return new OutsideReportId(Long.parseLong(text.substring(2)));
  }

  @Override
  public String toString() {
    return String.format("R-%010d", number);
  }
}

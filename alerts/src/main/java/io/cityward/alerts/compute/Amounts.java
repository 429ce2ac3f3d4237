package io.cityward.alerts.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are written for people. */
public final class Amounts {

  private static final int DIGITS = 3;

  private Amounts() {}

  /** At most three digits after the point, and none that say nothing: {@code 6.667}, {@code 40}. */
  public static String text(double amount) {
    if (!Double.isFinite(amount)) {
      return Double.toString(amount);
    }
    BigDecimal rounded = BigDecimal.valueOf(amount).setScale(DIGITS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** With commas between the thousands: {@code 3,000}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 camera}, {@code 3,000 cameras}. */
  static String count(long count, String unit) {
    return count(count) + " " + unit + (count == 1 ? "" : "s");
  }
}

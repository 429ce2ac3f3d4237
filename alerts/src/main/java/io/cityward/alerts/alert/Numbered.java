package io.cityward.alerts.alert;

import io.cityward.core.CityException;

/** A letter, a dash and ten digits, so that the order of the texts is the order of the numbers. */
public final class Numbered {

  private static final int DIGITS = 10;
  private static final long LARGEST = 9_999_999_999L;

  private Numbered() {}

  public static void check(String kind, char letter, long number) {
    if (number < 1 || number > LARGEST) {
      throw CityException.invalid(kind, number, form(letter));
    }
  }

  public static String text(char letter, long number) {
    String digits = Long.toString(number);
    return letter + "-" + "0".repeat(DIGITS - digits.length()) + digits;
  }

  public static long parse(String kind, char letter, String text) {
    if (text == null || !text.matches(letter + "-[0-9]{" + DIGITS + "}")) {
      throw CityException.invalid(kind, text, form(letter));
    }
    return Long.parseLong(text.substring(2));
  }

  private static String form(char letter) {
    return letter + "- and " + DIGITS + " digits, from " + text(letter, 1);
  }
}

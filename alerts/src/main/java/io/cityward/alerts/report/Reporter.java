package io.cityward.alerts.report;

/** Who reported; both may be empty. Shown in full to nobody without a reason. */
public record Reporter(String name, String contact) {

  public static final Reporter UNKNOWN = new Reporter("", "");

  private static final int SHOWN_OF = 8;

  /** As it stands in lists: 王**, 138******78. */
  public Reporter masked() {
    String first = name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    return new Reporter(first, mask(contact));
  }

  private static String mask(String text) {
    if (text.isEmpty()) {
      return "";
    }
    return text.length() < SHOWN_OF
        ? "***"
        : text.substring(0, 3) + "*".repeat(text.length() - 5) + text.substring(text.length() - 2);
  }

  /** Never in a log. */
  @Override
  public String toString() {
    return "Reporter[masked]";
  }
}

package io.cityward.alerts.dispatch;

/** Texts from other systems, made fit for a column and a log line. */
public final class Words {

  private Words() {}

  /** At most so many characters, on one line. */
  public static String clip(String text, int most) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}

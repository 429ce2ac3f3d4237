package io.cityward.app.command;

import java.util.Locale;

/** A line of progress on a terminal; nothing in a pipe. */
final class Progress {

  /** The launcher asks newer JDKs for the console that is null in a pipe. */
  @SuppressWarnings("SystemConsoleNull")
  private static final boolean TERMINAL = System.console() != null;

  private Progress() {}

  static void say(String format, Object... values) {
    if (TERMINAL) {
      System.err.print("\r\033[K" + String.format(Locale.ROOT, format, values));
      System.err.flush();
    }
  }

  static void done() {
    if (TERMINAL) {
      System.err.print("\r\033[K");
    }
  }
}

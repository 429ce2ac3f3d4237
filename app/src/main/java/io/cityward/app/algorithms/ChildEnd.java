package io.cityward.app.algorithms;

import java.time.Duration;

/**
 * How a process of ours ended.
 *
 * @param code its exit code; above 128 a signal ended it
 * @param mebibytes the most memory that it was seen to have
 * @param said the end of what it wrote
 */
record ChildEnd(Kind kind, int code, long mebibytes, String said, Duration took) {

  /** Who ended it. */
  enum Kind {
    ITSELF,
    TOO_LONG,
    TOO_LARGE
  }

  boolean well() {
    return kind == Kind.ITSELF && code == 0;
  }

  /** Why, in words, for one that did not end well. */
  String reason(Duration mostTime, int mostMebibytes) {
    if (kind == Kind.TOO_LONG) {
      return "time: more than " + mostTime + " (expected: at most that; its process was killed)";
    }
    if (kind == Kind.TOO_LARGE) {
      return "memory: "
          + mebibytes
          + " MiB (expected: at most "
          + mostMebibytes
          + "; its process was killed)";
    }
    String words = said.isBlank() ? "" : "; it said: " + said.strip();
    if (code > 128) {
      return "its process was ended by signal " + (code - 128) + signal(code - 128) + words;
    }
    // -XX:+ExitOnOutOfMemoryError
    return code == 3
        ? "its process ran out of Java heap"
        : "its process ended with code " + code + words;
  }

  private static String signal(int number) {
    return switch (number) {
      case 4 -> " (illegal instruction)";
      case 6 -> " (aborted)";
      case 8 -> " (arithmetic)";
      case 9 -> " (killed, perhaps for want of memory)";
      case 11 -> " (segmentation fault)";
      default -> "";
    };
  }
}

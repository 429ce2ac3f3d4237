package io.cityward.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a {@code stat} file of {@code /proc} says of a thread, or of a whole process; proc(5). */
record ThreadTicks(String name, long ticks) {

  /** Of the fields behind the name; system time follows. */
  private static final int USER_TIME = 11;

  static ThreadTicks read(Path stat) throws IOException {
    return parse(Files.readString(stat));
  }

  /** The name stands in brackets and may hold anything, brackets too. */
  static ThreadTicks parse(String line) {
    int end = line.lastIndexOf(')');
    String[] fields = line.substring(end + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    return new ThreadTicks(line.substring(line.indexOf('(') + 1, end), ticks);
  }
}

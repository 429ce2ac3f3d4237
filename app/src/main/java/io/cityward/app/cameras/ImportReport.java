package io.cityward.app.cameras;

import java.util.List;

/** What became of an import, line by line. */
public record ImportReport(List<Line> lines) {

  /** What became of a line, or would become of it. */
  public enum Result {
    ADDED,
    REPLACED,
    REFUSED
  }

  /**
   * One line.
   *
   * @param number in the file, from 1, the header included
   * @param camera the id as it is written
   * @param problems what is wrong with it, by column; empty if nothing is
   */
  public record Line(int number, String camera, Result result, List<String> problems) {}

  public ImportReport {
    lines = List.copyOf(lines);
  }

  public int count(Result result) {
    return (int) lines.stream().filter(line -> line.result() == result).count();
  }
}

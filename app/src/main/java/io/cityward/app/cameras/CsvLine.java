package io.cityward.app.cameras;

import java.util.List;
import java.util.Map;

/**
 * One line of an import.
 *
 * @param number in the file, from 1, the header included; of its first line where a cell has
 *     several
 * @param cells as they are written, without the spaces around; of columns that the file has
 * @param problems what is wrong with the line as a line
 */
record CsvLine(int number, Map<CsvColumn, String> cells, List<String> problems) {

  /** What stands there; empty if the file has no such column. */
  String cell(CsvColumn column) {
    return cells.getOrDefault(column, "");
  }

  boolean has(CsvColumn column) {
    return cells.containsKey(column);
  }

  /** Never the cells, as one of them is a password. */
  @Override
  public String toString() {
    return "line " + number;
  }
}

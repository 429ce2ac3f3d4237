package io.cityward.app.cameras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads cameras from CSV (RFC 4180): a header with the names of columns in any order, then a camera
 * per line; separated by commas or semicolons, whichever the header has more of.
 */
final class CsvFile {

  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_LINES = 20_000;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final CsvMapper CSV = new CsvMapper();

  /** The cells of a line, and where it begins. */
  private record Row(int line, List<String> cells) {}

  private CsvFile() {}

  /**
   * @throws CityException INVALID if the header names columns that do not exist, the file is too
   *     large, or it ends inside a quoted cell
   */
  static List<CsvLine> read(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw CityException.invalid("csv", "too large", "at most " + (MOST_BYTES >> 20) + " MiB");
    }
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    List<Row> rows = rows(plain);
    if (rows.isEmpty()) {
      throw CityException.invalid("csv", "empty", "a header line with the names of columns");
    }
    List<CsvColumn> header = header(rows.get(0).cells());
    return rows.stream().skip(1).map(row -> line(header, row)).toList();
  }

  private static List<Row> rows(String text) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
    List<Row> rows = new ArrayList<>();
    try (CsvParser parser = CSV.getFactory().createParser(text)) {
      parser.setSchema(schema);
      parser.enable(CsvParser.Feature.WRAP_AS_ARRAY);
      parser.enable(CsvParser.Feature.TRIM_SPACES);
      parser.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
      readRows(parser, rows);
    } catch (JsonProcessingException e) {
      // Not in the parser's words, which quote what it found: it may be part of a password.
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw CityException.invalid(
          "csv", "line " + line, "quoted cells that end, with a separator after them");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static void readRows(CsvParser parser, List<Row> rows) throws IOException {
    Row row = null;
    // The outermost array, which stands for the file.
    JsonToken token = parser.nextToken();
    for (token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_ARRAY) {
        row = new Row(parser.currentLocation().getLineNr(), new ArrayList<>());
      } else if (token == JsonToken.VALUE_STRING && row != null) {
        row.cells().add(parser.getText());
      } else if (token == JsonToken.END_ARRAY && row != null) {
        add(rows, row);
        row = null;
      }
    }
  }

  /** Lines of separators alone are what spreadsheets leave below a table. */
  private static void add(List<Row> rows, Row row) {
    if (row.cells().stream().allMatch(String::isBlank)) {
      return;
    }
    if (rows.size() > MOST_LINES) {
      throw CityException.invalid(
          "csv", "more than " + MOST_LINES + " lines", "at most " + MOST_LINES);
    }
    rows.add(row);
  }

  private static char separator(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    long commas = first.chars().filter(c -> c == ',').count();
    long semicolons = first.chars().filter(c -> c == ';').count();
    return semicolons > commas ? ';' : ',';
  }

  private static List<CsvColumn> header(List<String> names) {
    List<Problem> problems = new ArrayList<>();
    List<CsvColumn> columns = new ArrayList<>();
    for (String name : names) {
      CsvColumn column = CsvColumn.named(name).orElse(null);
      if (column == null) {
        String unknown = "unknown column \"" + name + "\"; " + CsvColumn.expected(name);
        problems.add(new Problem("", "csv", unknown));
      } else if (columns.contains(column)) {
        problems.add(Problem.of("csv", "two columns " + column, "each column once"));
      }
      columns.add(column);
    }
    if (problems.isEmpty() && !columns.contains(CsvColumn.ID)) {
      problems.add(Problem.of("csv", "no column id", "a column id (编号)"));
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return columns;
  }

  private static CsvLine line(List<CsvColumn> header, Row row) {
    Map<CsvColumn, String> cells = new EnumMap<>(CsvColumn.class);
    IntStream.range(0, Math.min(header.size(), row.cells().size()))
        .forEach(i -> cells.put(header.get(i), row.cells().get(i).strip()));
    List<String> problems =
        row.cells().size() == header.size()
            ? List.of()
            : List.of(
                row.cells().size() + " cells (expected: " + header.size() + ", as in the header)");
    return new CsvLine(row.line(), cells, problems);
  }
}

package io.cityward.alerts.compute.usage;

import io.cityward.alerts.compute.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Usage as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
public final class UsageCsv {

  private static final String FORMULA = "=+-@\t\r";
  private static final String NEEDS_QUOTES = ",\"\r\n";

  private final UsageQuery query;

  public UsageCsv(UsageQuery query) {
    this.query = query;
  }

  public String header() {
    List<String> names = new ArrayList<>(List.of("at", "seconds"));
    query.apart().forEach(dimension -> names.add(dimension.name().toLowerCase(Locale.ROOT)));
    names.addAll(
        List.of(
            "cu_seconds",
            "frames_wanted",
            "frames_inferred",
            "frames_answered_without",
            "dropped_replaced",
            "dropped_too_late",
            "dropped_failed",
            "dropped_other",
            "alerts",
            "confirmed_alerts",
            "confirmed_per_cu_hour"));
    if (query.toldByDepartment()) {
      names.addAll(
          List.of(
              "guaranteed_cu_seconds",
              "used_cu_seconds",
              "lent_cu_seconds",
              "borrowed_cu_seconds"));
    }
    return line(names);
  }

  public String line(UsageFigures figures) {
    List<String> cells = new ArrayList<>();
    cells.add(figures.at().toString());
    cells.add(Integer.toString(figures.step().seconds()));
    query.apart().forEach(dimension -> cells.add(text(figures.of(dimension))));
    Frames frames = figures.frames();
    cells.add(Amounts.text(frames.cuSeconds()));
    for (long count :
        new long[] {
          frames.wanted(),
          frames.inferred(),
          frames.answeredWithout(),
          frames.replaced(),
          frames.tooLate(),
          frames.failed(),
          frames.other(),
          figures.alerts(),
          figures.confirmed()
        }) {
      cells.add(Long.toString(count));
    }
    cells.add(Amounts.text(figures.yield()));
    figures
        .shares()
        .ifPresent(
            shares -> {
              cells.add(Amounts.text(shares.guaranteed()));
              cells.add(Amounts.text(shares.used()));
              cells.add(Amounts.text(shares.lent()));
              cells.add(Amounts.text(shares.borrowed()));
            });
    return line(cells);
  }

  /** A cell of a text that somebody chose. */
  static String text(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String line(List<String> cells) {
    return cells.stream().map(UsageCsv::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String quoted(String cell) {
    return cell.chars().anyMatch(c -> NEEDS_QUOTES.indexOf(c) >= 0)
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}

package io.cityward.app.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reports of one plan for people: a line per number of cameras. */
public final class IngestTable {

  private static final String ROW = "%7s  %10s  %10s  %6s  %10s  %9s  %8s  %13s%n";

  private IngestTable() {}

  public static String of(List<IngestReport> reports) {
    IngestPlan plan = reports.get(0).plan();
    StringBuilder text = new StringBuilder();
    line(text, "clip      %s", plan.clip().description());
    line(text, "policy    %s, by %s", plan.policy().name(), plan.transport());
    line(
        text,
        "ffmpeg    %s",
        plan.ffmpeg()
            .map(program -> program.version() + " (" + program.path() + ")")
            .orElse("not measured; there is no ratio"));
    line(text, "counted   %s s, %d round(s)", seconds(plan), plan.rounds());
    text.append(System.lineSeparator());
    row(text, "cameras", "CPU", "CPU ffmpeg", "ratio", "RSS", "worst", "all live", "delivered");
    row(text, "", "%/camera", "%/camera", "", "MiB/camera", "delay ms", "s", "of expected");
    reports.forEach(report -> row(text, report));
    text.append(System.lineSeparator());
    IngestReport last = reports.get(reports.size() - 1);
    line(text, "with %d cameras, the whole process, percent of a core:", last.cameras());
    for (ThreadKind kind : ThreadKind.values()) {
      line(text, "  %-17s %6s", kind.key(), percent(last.cores(kind)));
    }
    return text.toString();
  }

  private static void row(StringBuilder text, IngestReport report) {
    row(
        text,
        Integer.toString(report.cameras()),
        percent(report.cpuPerCamera()),
        optional(report.cpuPerCameraFfmpeg().map(IngestTable::percent)),
        optional(report.ratioToFfmpeg().map(ratio -> format("%.2f", ratio))),
        format("%.1f", report.rssPerCameraMebibytes()),
        format("%.1f", report.worstDelayMillis()),
        format("%.2f", report.secondsToAllLive()),
        report.delivered() + "/" + report.expected());
  }

  private static void row(StringBuilder text, Object... cells) {
    text.append(format(ROW, cells));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(format(format, values)).append(System.lineSeparator());
  }

  private static String seconds(IngestPlan plan) {
    return format("%.4g", plan.span().toNanos() / 1e9);
  }

  private static String percent(double cores) {
    return format("%.2f", cores * 100);
  }

  private static String optional(Optional<String> value) {
    return value.orElse("-");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

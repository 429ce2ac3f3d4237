package io.cityward.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CPU per camera over the number of cameras as an SVG that reads on light and on dark ground. The
 * number of cameras is drawn by its logarithm.
 */
public final class ScalePlot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 64;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 60;
  private static final int BOTTOM = HEIGHT - 56;
  private static final int MOST_STEPS = 6;

  private static final String STYLE =
      """
      text { font: 13px sans-serif; fill: #333 }
      .grid { stroke: #bbb; stroke-width: 1 }
      .ours { stroke: #0b65c2; fill: #0b65c2 }
      .ffmpeg { stroke: #b5540a; fill: #b5540a }
      polyline { fill: none !important; stroke-width: 2.5 }
      text.ours, text.ffmpeg { stroke: none; font-weight: bold }
      @media (prefers-color-scheme: dark) {
        text { fill: #ddd }
        .grid { stroke: #555 }
        .ours { stroke: #6cb2ff; fill: #6cb2ff }
        .ffmpeg { stroke: #ffa657; fill: #ffa657 }
      }
      """;

  private record Point(int cameras, double percent) {}

  private final List<Point> ours;
  private final List<Point> ffmpeg;
  private final String title;
  private final double step;
  private final double top;

  private ScalePlot(List<IngestReport> reports) {
    this.ours = points(reports, report -> List.of(report.cpuPerCamera()));
    this.ffmpeg = points(reports, report -> report.cpuPerCameraFfmpeg().stream().toList());
    IngestPlan plan = reports.get(0).plan();
    this.title =
        String.format(
            Locale.ROOT,
            "CPU per camera: %s of %dx%d %s",
            plan.policy().name(),
            plan.clip().width(),
            plan.clip().height(),
            plan.clip().codec());
    double highest = Math.max(highest(ours), highest(ffmpeg));
    this.step = step(highest);
    this.top = step * Math.max(1, Math.ceil(highest / step));
  }

  /**
   * @param reports by growing number of cameras, two at least
   */
  public static String svg(List<IngestReport> reports) {
    return new ScalePlot(reports).draw();
  }

  private static List<Point> points(
      List<IngestReport> reports, Function<IngestReport, List<Double>> cores) {
    List<Point> points = new ArrayList<>();
    for (IngestReport report : reports) {
      cores.apply(report).forEach(value -> points.add(new Point(report.cameras(), value * 100)));
    }
    return points;
  }

  private static double highest(List<Point> points) {
    return points.stream().mapToDouble(Point::percent).max().orElse(0);
  }

  /** From line to line of the grid: 1, 2 or 5 of some power of ten. */
  static double step(double highest) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(highest, 1e-3) / MOST_STEPS)));
    for (double digit : new double[] {1, 2, 5}) {
      if (digit * power * MOST_STEPS >= highest) {
        return digit * power;
      }
    }
    return 10 * power;
  }

  private String draw() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n",
            WIDTH, HEIGHT));
    svg.append(format("<title>%s</title>%n<style>%n%s</style>%n", title, STYLE));
    svg.append(format("<text x=\"%d\" y=\"22\">%s</text>%n", LEFT, title));
    for (int i = 0; i * step <= top + step / 2; i++) {
      level(svg, i * step);
    }
    for (Point point : ours) {
      svg.append(text(x(point.cameras()), BOTTOM + 20, "middle", "" + point.cameras()));
    }
    svg.append(text((LEFT + RIGHT) / 2.0, HEIGHT - 12, "middle", "cameras"));
    svg.append(
        format(
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
            (TOP + BOTTOM) / 2, "% of a core per camera"));
    line(svg, "ours", "Cityward", LEFT, ours);
    line(svg, "ffmpeg", "ffmpeg, one process per camera, 8 at most", LEFT + 100, ffmpeg);
    return svg.append("</svg>").append(System.lineSeparator()).toString();
  }

  private void level(StringBuilder svg, double percent) {
    svg.append(
        format(
            "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n",
            LEFT, y(percent), RIGHT, y(percent)));
    String label = step < 1 ? format("%.1f", percent) : format("%.0f", percent);
    svg.append(text(LEFT - 8, y(percent) + 4, "end", label));
  }

  private void line(StringBuilder svg, String style, String name, int legend, List<Point> points) {
    if (points.isEmpty()) {
      return;
    }
    String path =
        points.stream()
            .map(point -> format("%.1f,%.1f", x(point.cameras()), y(point.percent())))
            .collect(Collectors.joining(" "));
    svg.append(format("<polyline class=\"%s\" points=\"%s\"/>%n", style, path));
    for (Point point : points) {
      svg.append(
          format(
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%.2f %%</title></circle>%n",
              style, x(point.cameras()), y(point.percent()), point.percent()));
    }
    svg.append(format("<text class=\"%s\" x=\"%d\" y=\"44\">%s</text>%n", style, legend, name));
  }

  private static String text(double x, double y, String anchor, String words) {
    return format(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
  }

  private double x(int cameras) {
    double first = Math.log(ours.get(0).cameras());
    double last = Math.log(ours.get(ours.size() - 1).cameras());
    return LEFT + (RIGHT - LEFT) * (Math.log(cameras) - first) / Math.max(last - first, 1e-9);
  }

  private double y(double percent) {
    return BOTTOM - (BOTTOM - TOP) * percent / top;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

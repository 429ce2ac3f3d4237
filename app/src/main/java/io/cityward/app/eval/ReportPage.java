package io.cityward.app.eval;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.EvalReport;
import io.cityward.scenes.eval.SceneFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An evaluation as a page for people: the figures, and a picture of each finding, each miss and
 * each false alarm. {@code index.html} and a folder {@code pictures}, nothing from elsewhere.
 */
public final class ReportPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
      body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid #8886; }
      th:first-child, td:first-child { text-align: left; }
      .pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); }
      figure { margin: 0; border-left: .4rem solid #2e7d32; padding-left: .6rem; }
      figure.missed, figure.false-alarm { border-color: #c62828; }
      figure.duplicate { border-color: #ef6c00; }
      img { width: 100%; height: auto; display: block; }
      figcaption b { text-transform: uppercase; font-size: .85em; letter-spacing: .04em; }
      """;

  private final StringBuilder html = new StringBuilder();

  private ReportPage() {}

  /**
   * Writes the page; pictures of an earlier report in the same folder are written over.
   *
   * @param videos where the clips lie, if not beside their truth files
   * @throws CityException EXTERNAL_FAILED if the folder cannot be written
   */
  public static void write(EvalReport report, Optional<Path> videos, Path folder) {
    try {
      Path pictures = Files.createDirectories(folder.resolve("pictures"));
      ReportPage page = new ReportPage();
      page.begin(report);
      for (ClipResult clip : report.clips()) {
        page.clip(clip, ClipPictures.take(clip, videos, pictures));
      }
      page.html.append("</body></html>\n");
      Files.writeString(folder.resolve("index.html"), page.html);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "--report: " + folder + " cannot be written: " + e, e);
    }
  }

  private void begin(EvalReport report) {
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<title>Cityward evaluation</title><style>\n")
        .append(STYLE)
        .append("</style></head><body><h1>Evaluation</h1>\n<table><tr>");
    List.of(
            "scene",
            "events",
            "found",
            "missed",
            "false alarms",
            "duplicates",
            "precision",
            "recall",
            "F1",
            "delay, s",
            "false alarms per camera-hour",
            "TRO")
        .forEach(head -> html.append("<th scope=\"col\">").append(head).append("</th>"));
    html.append("</tr>\n");
    report.scenes().forEach(this::row);
    html.append("</table>\n<p>")
        .append(
            "A picture shows the moment of the alert; what was missed, the middle of the event. ")
        .append("Red is what was claimed, green what is true, amber the zone.</p>\n");
  }

  private void row(String scene, SceneFigures f) {
    html.append("<tr><td>").append(escaped(scene)).append("</td>");
    List.of(f.events(), f.found(), f.missed(), f.falseAlarms(), f.duplicates())
        .forEach(count -> html.append("<td>").append(count).append("</td>"));
    List.of(
            f.precision(),
            f.recall(),
            f.f1(),
            f.delaySeconds(),
            f.falseAlarmsPerCameraHour(),
            f.tro())
        .forEach(figure -> html.append("<td>").append(text(figure)).append("</td>"));
    html.append("</tr>\n");
  }

  private void clip(ClipResult clip, List<ClipPictures.Shown> pictures) {
    html.append("<h2>").append(escaped(clip.truth().video())).append("</h2>\n<p>");
    html.append(String.format(Locale.ROOT, "%.1f s", clip.seconds()));
    html.append(pictures.isEmpty() ? "; nothing claimed, nothing missed</p>\n" : "</p>\n");
    html.append("<div class=\"pictures\">\n");
    for (ClipPictures.Shown shown : pictures) {
      html.append("<figure class=\"").append(shown.verdict()).append("\">");
      shown
          .file()
          .ifPresent(
              file ->
                  html.append("<img loading=\"lazy\" src=\"pictures/")
                      .append(escaped(file))
                      .append("\" alt=\"")
                      .append(escaped(shown.caption()))
                      .append("\">"));
      html.append("<figcaption><b>").append(shown.verdict().replace('-', ' ')).append("</b> ");
      html.append(escaped(shown.caption())).append("</figcaption></figure>\n");
    }
    html.append("</div>\n");
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "–";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

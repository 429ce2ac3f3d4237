package io.cityward.alerts.feedback;

import io.cityward.alerts.alert.Evidence;
import io.cityward.core.Box;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A line of the manifest (RFC 4180). Who judged is left out: the set is about events. */
final class ManifestLine {

  static final String HEADER =
      "alert,camera,scene,event_code,verdict,cause,raised_at,frame_at,left,top,right,bottom,score,"
          + "sha256,image,skipped";

  private ManifestLine() {}

  /**
   * @param image its path in the set; empty if it is not there
   * @param skipped why not; empty if it is there
   */
  static String of(Judged judged, String image, String skipped) {
    Box box = judged.box();
    return List.of(
            judged.alert().toString(),
            judged.camera().value(),
            judged.scene(),
            judged.eventCode(),
            judged.judgement().verdict().name().toLowerCase(Locale.ROOT),
            judged.judgement().cause(),
            judged.raisedAt().toString(),
            judged.frame().map(frame -> frame.takenAt().toString()).orElse(""),
            number(box.left()),
            number(box.top()),
            number(box.right()),
            number(box.bottom()),
            number(judged.score()),
            judged.frame().map(Evidence::sha256).orElse(""),
            image,
            skipped)
        .stream()
        .map(ManifestLine::cell)
        .collect(Collectors.joining(","));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String cell(String text) {
    // A spreadsheet would take what a person wrote for a formula.
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\n\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

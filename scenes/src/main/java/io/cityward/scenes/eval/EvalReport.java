package io.cityward.scenes.eval;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.Box;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of an evaluation, for machines and for people. */
public record EvalReport(Map<String, SceneFigures> scenes, List<ClipResult> clips) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public static EvalReport of(List<ClipResult> clips) {
    return new EvalReport(Scorer.score(clips), List.copyOf(clips));
  }

  /** As {@code --json} writes it; a figure that does not exist is null. */
  public ObjectNode toJson() {
    ObjectNode root = JSON.objectNode();
    ObjectNode byScene = root.putObject("scenes");
    scenes.forEach((name, figures) -> byScene.set(name, json(figures)));
    ArrayNode byClip = root.putArray("clips");
    clips.forEach(clip -> byClip.add(json(clip)));
    return root;
  }

  /** One line per scene, one per clip. */
  public String table() {
    var table = new StringBuilder();
    line(
        table,
        "%-24s %6s %6s %6s %6s %6s %6s %6s %6s %8s %8s %6s",
        "scene",
        "events",
        "found",
        "missed",
        "false",
        "dupl.",
        "prec.",
        "recall",
        "f1",
        "delay s",
        "false/h",
        "tro");
    scenes.forEach(
        (name, f) ->
            line(
                table,
                "%-24s %6d %6d %6d %6d %6d %6s %6s %6s %8s %8s %6s",
                name,
                f.events(),
                f.found(),
                f.missed(),
                f.falseAlarms(),
                f.duplicates(),
                text(f.precision()),
                text(f.recall()),
                text(f.f1()),
                text(f.delaySeconds()),
                text(f.falseAlarmsPerCameraHour()),
                text(f.tro())));
    table.append('\n');
    line(table, "%-44s %8s %8s %8s", "clip", "seconds", "wall s", "findings");
    for (ClipResult clip : clips) {
      line(
          table,
          "%-44s %8.1f %8.1f %8d%s",
          clip.truth().video(),
          clip.seconds(),
          clip.wallSeconds(),
          clip.claims().size(),
          saved(clip));
    }
    return table.toString();
  }

  private static String saved(ClipResult clip) {
    return clip.inferred() == clip.wanted()
        ? ""
        : String.format(
            Locale.ROOT,
            "  inferred %d of %d frames, %.0f %% saved",
            clip.inferred(),
            clip.wanted(),
            100 * clip.savedShare());
  }

  private static ObjectNode json(SceneFigures f) {
    ObjectNode node = JSON.objectNode();
    node.put("events", f.events());
    node.put("found", f.found());
    node.put("missed", f.missed());
    node.put("falseAlarms", f.falseAlarms());
    node.put("duplicates", f.duplicates());
    put(node, "precision", f.precision());
    put(node, "recall", f.recall());
    put(node, "f1", f.f1());
    put(node, "delaySeconds", f.delaySeconds());
    put(node, "falseAlarmsPerCameraHour", f.falseAlarmsPerCameraHour());
    put(node, "tro", f.tro());
    return node;
  }

  private static ObjectNode json(ClipResult clip) {
    ObjectNode node = JSON.objectNode();
    node.put("video", clip.truth().video());
    ArrayNode findings = node.putArray("findings");
    List<Scorer.Verdict> verdicts = Scorer.verdicts(clip);
    for (int i = 0; i < verdicts.size(); i++) {
      String verdict = verdicts.get(i).name().toLowerCase(Locale.ROOT).replace('_', '-');
      findings.add(json(clip.claims().get(i)).put("verdict", verdict));
    }
    node.put("seconds", rounded(clip.seconds()));
    node.put("wallSeconds", rounded(clip.wallSeconds()));
    node.put("frames", clip.frames());
    node.put("inferred", clip.inferred());
    node.put("savedShare", rounded(clip.savedShare()));
    return node;
  }

  private static ObjectNode json(Claim claim) {
    ObjectNode node = JSON.objectNode();
    node.put("scene", claim.scene());
    node.put("zone", claim.zone());
    node.put("start", rounded(claim.start()));
    node.put("alerted", rounded(claim.alerted()));
    node.put("end", rounded(claim.end()));
    node.set("box", json(claim.box()));
    node.put("score", rounded(claim.score()));
    ArrayNode path = node.putArray("path");
    for (PathPoint point : claim.path()) {
      path.addObject().put("t", rounded(point.t())).set("box", json(point.box()));
    }
    return node;
  }

  private static ArrayNode json(Box box) {
    return JSON.arrayNode()
        .add(rounded(box.left()))
        .add(rounded(box.top()))
        .add(rounded(box.right()))
        .add(rounded(box.bottom()));
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, rounded(value.getAsDouble()));
    } else {
      node.putNull(key);
    }
  }

  /** Four digits are finer than anything measured here. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
  }

  private static void line(StringBuilder table, String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}

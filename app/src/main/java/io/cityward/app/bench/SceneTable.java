package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The report on the scenes' cost for people. */
public final class SceneTable {

  private static final String ROW = "%-30s %10s %10s %10s %10s%n";

  private final StringBuilder text = new StringBuilder();

  private SceneTable() {}

  /**
   * @param report as {@link SceneBench} gives it
   */
  public static String of(JsonNode report) {
    SceneTable table = new SceneTable();
    JsonNode throwing = report.get("high-altitude-throwing");
    table.line(
        "high-altitude-throwing, every picture at %.0f per second, %s footage; %% of a core",
        throwing.get("framesPerSecond").asDouble(), throwing.get("footage").asText());
    table.row("", "decode", "scene", "MOG2", "scene/MOG2");
    for (String kind : new String[] {"still", "tree"}) {
      throwing.get(kind).fields().forEachRemaining(size -> table.facade(kind, size));
    }
    JsonNode scenes = report.get("keyFrames");
    table.line(
        "%nkey frames, %.1f per second, %s, inference apart; %% of a core",
        scenes.get("perSecond").asDouble(), scenes.get("footage").asText());
    table.row("", "decode", "gate", "scene", "/decode");
    scenes
        .fields()
        .forEachRemaining(
            scene -> {
              if (scene.getValue().isObject()) {
                table.keyFrames(scene.getKey(), scene.getValue());
              }
            });
    return table.text.toString();
  }

  private void facade(String kind, Map.Entry<String, JsonNode> size) {
    JsonNode cost = size.getValue();
    row(
        (kind.equals("tree") ? "behind a tree, " : "nothing moves, ") + size.getKey(),
        number(cost.get("decodePercent"), 1),
        number(cost.get("scenePercent"), 1),
        number(cost.get("mog2Percent"), 1),
        number(cost.get("ratio"), 2));
  }

  private void keyFrames(String name, JsonNode cost) {
    row(
        name,
        number(cost.get("decodePercent"), 2),
        number(cost.get("gatePercent"), 2),
        number(cost.get("scenePercent"), 2),
        number(cost.get("ratio"), 2));
  }

  private void row(Object... cells) {
    text.append(String.format(Locale.ROOT, ROW, cells));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String number(JsonNode value, int places) {
    return value == null || value.isNull()
        ? "-"
        : String.format(Locale.ROOT, "%." + places + "f", value.asDouble());
  }
}

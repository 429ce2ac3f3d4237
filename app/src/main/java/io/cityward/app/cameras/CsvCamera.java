package io.cityward.app.cameras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cityward.core.CityException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns a line of an import into a form. A column that the file does not have changes nothing. */
final class CsvCamera {

  private static final Set<String> YES = Set.of("true", "yes", "1", "是", "启用");
  private static final Set<String> NO = Set.of("false", "no", "0", "否", "停用");

  private final CsvLine line;
  private final ObjectNode settings;
  private final JsonNode before;

  private CsvCamera(CsvLine line, ObjectNode settings) {
    this.line = line;
    this.settings = settings;
    this.before = settings.path("scenes");
  }

  /**
   * The form of a line.
   *
   * @param settings of the camera that it replaces; empty for a new one; changed by this
   * @throws CityException INVALID, naming the columns
   */
  static CameraForm form(CsvLine line, ObjectNode settings, boolean enabled, String user) {
    CsvCamera camera = new CsvCamera(line, settings);
    Problems problems = new Problems();
    camera.texts();
    camera.patrol();
    problems.attempt(null, () -> camera.set("zones", CsvColumn.ZONES, CsvZones::parse));
    problems.attempt(null, () -> camera.set("scenes", CsvColumn.SCENES, camera::scenes));
    boolean on = problems.attempt(enabled, () -> camera.enabled(enabled));
    problems.done();
    String password = line.cell(CsvColumn.PASSWORD);
    return new CameraForm(
        settings,
        on,
        line.has(CsvColumn.USER) ? line.cell(CsvColumn.USER) : user,
        password.isEmpty() ? Optional.empty() : Optional.of(password),
        Map.of());
  }

  private void texts() {
    put(settings, "id", CsvColumn.ID);
    put(settings, "name", CsvColumn.NAME);
    put(settings, "url", CsvColumn.URL);
    put(settings, "subUrl", CsvColumn.SUB_URL);
    put(settings, "transport", CsvColumn.TRANSPORT);
    put(settings, "inputSize", CsvColumn.INPUT_SIZE);
    put(settings, "department", CsvColumn.DEPARTMENT);
    ObjectNode place = settings.withObjectProperty("place");
    put(place, "name", CsvColumn.PLACE);
    put(place, "area", CsvColumn.AREA);
    number(place, "latitude", CsvColumn.LATITUDE);
    number(place, "longitude", CsvColumn.LONGITUDE);
  }

  private void patrol() {
    ObjectNode patrol = settings.withObjectProperty("patrol");
    put(patrol, "every", CsvColumn.PATROL_EVERY);
    put(patrol, "stay", CsvColumn.PATROL_STAY);
    if (patrol.isEmpty()) {
      settings.remove("patrol");
    }
  }

  private void put(ObjectNode node, String key, CsvColumn column) {
    set(node, key, column, TextNode::valueOf);
  }

  /** What is no number stays a text, which the reader of settings refuses with what it expects. */
  private void number(ObjectNode node, String key, CsvColumn column) {
    set(
        node,
        key,
        column,
        text -> {
          try {
            return settings.numberNode(Double.parseDouble(text));
          } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
          }
        });
  }

  private JsonNode set(String key, CsvColumn column, Function<String, JsonNode> reader) {
    set(settings, key, column, reader);
    return settings;
  }

  private void set(
      ObjectNode node, String key, CsvColumn column, Function<String, JsonNode> reader) {
    if (line.has(column)) {
      node.remove(key);
      if (!line.cell(column).isEmpty()) {
        node.set(key, reader.apply(line.cell(column)));
      }
    }
  }

  /** A scene that the camera has already keeps its settings. */
  private JsonNode scenes(String text) {
    ObjectNode scenes = settings.objectNode();
    for (String name : text.split("\\|")) {
      JsonNode kept = before.path(name.strip());
      scenes.set(name.strip(), kept.isObject() ? kept : settings.objectNode());
    }
    return scenes;
  }

  private boolean enabled(boolean otherwise) {
    String text = line.cell(CsvColumn.ENABLED).toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!YES.contains(text) && !NO.contains(text)) {
      throw CityException.invalid("enabled", text, "true or false (是 or 否)");
    }
    return YES.contains(text);
  }
}

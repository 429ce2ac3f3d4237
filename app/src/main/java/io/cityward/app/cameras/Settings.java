package io.cityward.app.cameras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import io.cityward.ingest.StreamUrl;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of a registered camera as they are stored: JSON in the shape of the file. */
final class Settings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Settings() {}

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }

  static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the registry wrote is no JSON", e);
    }
  }

  /** JSON that somebody wrote; empty if it is none. */
  static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What is written for a scene, to be changed in place. */
  static ObjectNode task(ObjectNode settings, String scene) {
    ObjectNode scenes = settings.withObjectProperty("scenes");
    return scenes.path(scene).isObject() ? (ObjectNode) scenes.get(scene) : scenes.putObject(scene);
  }

  /** The paths of the pictures of presets. */
  static Set<String> pictures(ObjectNode settings) {
    Set<String> paths = new TreeSet<>();
    settings.path("presets").forEach(preset -> paths.add(preset.path("picture").asText("")));
    return paths;
  }

  /** The path of a preset's picture; empty if there is none. */
  static String picture(ObjectNode settings, String preset) {
    for (JsonNode one : settings.path("presets")) {
      if (one.path("id").asText("").equals(preset)) {
        return one.path("picture").asText("");
      }
    }
    return "";
  }

  /**
   * Puts back what was masked: some cameras take a password as a parameter of the path, which
   * nobody is shown, and so nobody can write again.
   */
  static void unmask(ObjectNode settings, ObjectNode before) {
    for (String key : Set.of("url", "subUrl")) {
      String kept = before.path(key).asText("");
      if (!kept.isEmpty() && settings.path(key).asText("").equals(masked(kept))) {
        settings.put(key, kept);
      }
    }
  }

  /** The hosts of the streams; none of a URL that cannot be read, which is refused elsewhere. */
  static Set<String> hosts(ObjectNode settings) {
    Set<String> hosts = new TreeSet<>();
    for (String key : Set.of("url", "subUrl")) {
      try {
        hosts.add(StreamUrl.parse(settings.path(key).asText("")).host());
      } catch (CityException e) {
        continue;
      }
    }
    return hosts;
  }

  private static String masked(String url) {
    try {
      return StreamUrl.parse(url).masked();
    } catch (CityException e) {
      return "";
    }
  }
}

package io.cityward.app.config;

import io.cityward.core.settings.Section;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.ZoneKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the city calls the events of each scene; the national standard's codes unless changed. */
public record EventCodes(Map<String, EventCode> byScene) {

  /** A code and its name, as they stand in work orders. */
  public record EventCode(String code, String name) {

    static EventCode read(Section section) {
      String code = section.text("code");
      String name = section.text("name");
      if (!code.matches("[0-9A-Za-z-]{0,20}")) {
        section.problem("code", code, "up to 20 letters, digits and dashes");
      }
      return new EventCode(code, name);
    }
  }

  /** GB/T 47678.5-2026, appendix C. */
  private static final Map<String, EventCode> STANDARD =
      Map.of(
          "illegal-parking", new EventCode("09009", "机动车乱停放"),
          "illegal-parking.fire-lane", new EventCode("09012", "占用消防通道"));

  public EventCodes {
    byScene = Map.copyOf(byScene);
  }

  /** The code of a scene's event in a zone of a kind: a special case, else the scene's own. */
  public EventCode of(String scene, ZoneKind kind) {
    return byScene.getOrDefault(scene + "." + kind, byScene.get(scene));
  }

  static EventCodes read(Section section, String key) {
    Map<String, EventCode> codes = new LinkedHashMap<>(STANDARD);
    section
        .named(key, (name, code) -> EventCode.read(code))
        .forEach(
            (name, code) -> {
              if (!SceneCatalog.has(name.split("\\.", 2)[0])) {
                section.problem(key + "." + name, code.code(), "one of " + SceneCatalog.names());
              }
              codes.put(name, code);
            });
    return new EventCodes(codes);
  }
}

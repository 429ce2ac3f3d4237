package io.cityward.app.config;

import io.cityward.alerts.dispatch.open311.Open311Service;
import io.cityward.core.settings.Section;
import io.cityward.scenes.SceneCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /**
   * GB/T 47678.5-2026, appendix C; it has no codes for throwing nor for the cameras: those are
   * ours.
   */
  private static final Map<String, EventCode> STANDARD =
      Map.ofEntries(
          Map.entry("illegal-parking", new EventCode("09009", "机动车乱停放")),
          Map.entry("illegal-parking.fire-lane", new EventCode("09012", "占用消防通道")),
          Map.entry("illegal-parking.non-motor", new EventCode("09010", "非机动车乱停放")),
          Map.entry("garbage-pile", new EventCode("06010", "暴露垃圾")),
          Map.entry("garbage-pile.overflow", new EventCode("06042", "垃圾站(箱)满溢")),
          Map.entry("high-altitude-throwing", new EventCode("L0001", "高空抛物")),
          Map.entry("street-vending", new EventCode("09001", "无照经营游商")),
          Map.entry("camera-health", new EventCode("L9000", "视频异常")),
          Map.entry("camera-health.no-signal", new EventCode("L9001", "视频信号丢失")),
          Map.entry("camera-health.black", new EventCode("L9002", "画面黑屏")),
          Map.entry("camera-health.frozen", new EventCode("L9003", "画面冻结")),
          Map.entry("camera-health.grey", new EventCode("L9004", "画面花屏")),
          Map.entry("camera-health.covered", new EventCode("L9005", "镜头遮挡")),
          Map.entry("camera-health.moved", new EventCode("L9006", "镜头移位")));

  /** Stands in place of a scene for what is wrong with a camera itself. */
  public static final String CAMERA_HEALTH = "camera-health";

  public EventCodes {
    byScene = Map.copyOf(byScene);
  }

  /**
   * The code of a scene's event of a kind, in a zone of a kind, or of a camera's condition: a
   * special case, else the scene's own.
   */
  public EventCode of(String scene, String kind) {
    return byScene.getOrDefault(scene + "." + kind, byScene.get(scene));
  }

  /** What other systems may report: all events but those of the cameras themselves, each once. */
  public List<Open311Service> services() {
    Map<String, Open311Service> services = new TreeMap<>();
    byScene.forEach(
        (name, event) -> {
          if (!name.equals(CAMERA_HEALTH) && !name.startsWith(CAMERA_HEALTH + ".")) {
            services.putIfAbsent(
                event.code(),
                new Open311Service(event.code(), event.name(), name.split("\\.", 2)[0]));
          }
        });
    return List.copyOf(services.values());
  }

  static EventCodes read(Section section, String key) {
    Map<String, EventCode> codes = new LinkedHashMap<>(STANDARD);
    section
        .named(key, (name, code) -> EventCode.read(code))
        .forEach(
            (name, code) -> {
              String scene = name.split("\\.", 2)[0];
              if (!SceneCatalog.has(scene) && !scene.equals(CAMERA_HEALTH)) {
                section.problem(
                    key + "." + name,
                    code.code(),
                    CAMERA_HEALTH + " or one of " + SceneCatalog.names());
              }
              codes.put(name, code);
            });
    return new EventCodes(codes);
  }
}

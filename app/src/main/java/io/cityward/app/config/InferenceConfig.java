package io.cityward.app.config;

import io.cityward.core.settings.Section;
import java.nio.file.Path;

/**
 * The inference pool of this process.
 *
 * @param sessions how many pictures are inferred at once; 0 takes one session per core
 * @param models the folder that holds the model packs
 * @param pack the pack that finds vehicles and people
 */
public record InferenceConfig(int sessions, Path models, String pack) {

  static InferenceConfig read(Section section, Path folder, Path home) {
    int sessions = section.whole("sessions", 0, 256, 0);
    String own = section.text("models", "");
    Path models = own.isEmpty() ? home.resolve("models") : folder.resolve(own);
    String pack = section.text("pack", "coco-nanodet");
    return new InferenceConfig(sessions, models, pack);
  }

  public int sessionsOr(int cores) {
    return sessions == 0 ? cores : sessions;
  }
}

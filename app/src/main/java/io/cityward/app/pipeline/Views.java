package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.Frame;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.motion.MotionGateSettings;
import io.cityward.scenes.preset.PresetRecogniser;
import io.cityward.scenes.preset.Sight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The views of a camera: one for each preset, or the only one. One thread at a time. */
final class Views {

  /** What a camera with presets shows while it turns. */
  static final String BETWEEN = "between";

  private final Optional<PresetRecogniser> presets;
  private final Map<String, View> views = new LinkedHashMap<>();
  private volatile String shown = "";

  Views(CameraConfig camera, List<SceneSettings> scenes, MotionGateSettings gate) {
    this.presets =
        camera.presets().isEmpty()
            ? Optional.empty()
            : Optional.of(PresetRecogniser.load(camera.presets()));
    if (camera.presets().isEmpty()) {
      views.put("", new View(camera, scenes, camera.zones(), gate));
    }
    camera.presets().forEach(p -> views.put(p.id(), new View(camera, scenes, p.zones(), gate)));
  }

  /** The view that a frame shows; empty while the camera turns. */
  Optional<View> of(Frame frame) {
    if (presets.isEmpty()) {
      return Optional.of(views.get(""));
    }
    Sight sight = presets.get().look(frame);
    shown = sight instanceof Sight.Shown preset ? preset.presetId() : BETWEEN;
    return Optional.ofNullable(views.get(shown));
  }

  /** The preset it showed last, {@link #BETWEEN}, or nothing for a camera without. Any thread. */
  String shown() {
    return shown;
  }
}

package io.cityward.app.bench;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.app.eval.PackChoice;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What each scene costs a camera, inference apart, in processor time of the thread that works: in
 * this process, on clips that were drawn or are bundled.
 */
public final class SceneBench {

  private static final String USUAL_PACK = "coco-nanodet";

  private final ScenePlan plan;
  private final Consumer<String> progress;
  private final SceneFilms films;

  /**
   * @param progress told what is going on, in a few words
   */
  public SceneBench(ScenePlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
    this.films = new SceneFilms(plan.films());
  }

  /**
   * All figures; takes some ten times the plan's span, and the first time a minute more for making
   * the clips.
   *
   * @throws io.cityward.core.CityException if a clip cannot be made or a pack is not there
   */
  public ObjectNode run() {
    // What threads of OpenCV's own did would not be counted, ours and the reference's alike.
    setNumThreads(1);
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ObjectNode throwing = report.putObject("high-altitude-throwing");
    throwing.put("footage", "generated").put("framesPerSecond", SceneFilms.FRAMES_PER_SECOND);
    for (boolean tree : List.of(false, true)) {
      ObjectNode sizes = throwing.putObject(tree ? "tree" : "still");
      for (ScenePlan.Size size : plan.facades()) {
        progress.accept((tree ? "a tree, " : "a still front, ") + size);
        sizes.set(size.toString(), ThrowingCost.measure(films.facade(size, tree), plan.span()));
      }
    }
    keyFrames(report);
    return report;
  }

  private void keyFrames(ObjectNode report) {
    ObjectNode scenes = report.putObject("keyFrames");
    scenes.put("footage", "campus, " + plan.street()).put("perSecond", KeyFrameCost.PER_SECOND);
    Path street = films.street(plan.street());
    var packs = new PackChoice(new PackRepository(plan.models()), USUAL_PACK, Map.of());
    for (String name : SceneCatalog.names()) {
      SceneSettings settings = SceneCatalog.defaults(name);
      if (settings.wantsDetections()) {
        progress.accept(name);
        ModelPack pack = packs.pack(packs.of(settings));
        List<List<Detection>> recorded = recorded(street, settings, pack);
        scenes.set(name, KeyFrameCost.measure(street, settings, recorded, plan.span()));
      }
    }
  }

  private static List<List<Detection>> recorded(
      Path street, SceneSettings settings, ModelPack pack) {
    Engines engines = new Engines(List.of(new OnnxEngine()));
    try (Detector detector = engines.open(pack, settings.inputSize().orElse(pack.defaultSize()))) {
      return KeyFrameCost.record(street, detector);
    }
  }
}

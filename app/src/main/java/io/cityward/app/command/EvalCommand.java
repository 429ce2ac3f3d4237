package io.cityward.app.command;

import io.cityward.app.Home;
import io.cityward.app.eval.Evaluator;
import io.cityward.app.eval.Looped;
import io.cityward.app.eval.PackChoice;
import io.cityward.app.eval.ReportPage;
import io.cityward.app.eval.images.ClassMap;
import io.cityward.app.eval.images.ImageEvaluator;
import io.cityward.app.eval.images.ImageFigures;
import io.cityward.app.eval.images.LabelledImages;
import io.cityward.core.CityException;
import io.cityward.inference.Engines;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.EvalReport;
import io.cityward.scenes.eval.TruthFile;
import io.cityward.scenes.motion.MotionGateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores the scenes against truth files, or a pack against labelled images. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description =
        "Runs the real pipeline over clips with known truth (--truth), or a pack over labelled"
            + " images (--images), and scores what it claims.")
public final class EvalCommand implements Callable<Integer> {

  private static final String TRUTH_ENDING = ".truth.json";
  private static final String USUAL_PACK = "coco-nanodet";

  @Option(
      names = "--truth",
      arity = "1..*",
      description = "Truth files, or folders that hold some (*.truth.json).")
  private List<Path> truth;

  @Option(names = "--videos", description = "Where the clips lie; default: beside the truth.")
  private Path videos;

  @Option(
      names = "--images",
      description =
          "Images with YOLO labels: a folder with images/ and labels/, or with each .txt beside its"
              + " image; class names in classes.txt, obj.names or data.yaml.")
  private Path images;

  @Option(
      names = "--map",
      description = "With --images: names that mean the same, such as car=vehicle,bus=vehicle.")
  private String map;

  @Option(
      names = "--pack",
      paramLabel = "[SCENE=]NAME",
      description =
          "Model pack; default: coco-nanodet. With --truth, that of the scenes that are made for no"
              + " other; SCENE=NAME gives one scene another pack.")
  private List<String> packs = List.of();

  @Option(
      names = "--input-size",
      description =
          "What pictures are scaled to, such as 640x384; default: what a scene wants, else the"
              + " pack's.")
  private String inputSize;

  @Option(
      names = "--fps",
      description = "Frames per second to look at; default: as many as the scenes want.")
  private Double fps;

  @Option(
      names = "--motion-gate",
      description = "Spares pictures that show nothing new the detector, as cameras do.")
  private boolean motionGate;

  @Option(
      names = "--scene",
      paramLabel = "NAME",
      description =
          "Runs this scene alone, and on all clips: where the truth does not name it, nothing of"
              + " its kind happens.")
  private String scene;

  @Option(
      names = "--loop",
      paramLabel = "DURATION",
      description =
          "Plays the clips without events again and again until each scene has seen so much of them"
              + " in all, such as PT3H.")
  private Duration loop;

  @Option(names = "--json", description = "Writes all figures and findings to this file.")
  private Path json;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Writes a page (index.html) with the figures and a picture of each finding, miss and false"
              + " alarm into this folder.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    if ((truth == null) == (images == null)) {
      throw CityException.invalid(
          "what to score", truth == null ? "nothing" : "both", "either --truth or --images");
    }
    return images == null ? scoreScenes() : scoreImages();
  }

  private int scoreImages() {
    refuse("--videos", videos);
    refuse("--fps", fps);
    refuse("--scene", scene);
    refuse("--loop", loop);
    refuse("--report", report);
    refuse("--motion-gate", motionGate ? true : null);
    if (packs.size() > 1) {
      throw CityException.invalid("--pack", String.join(" ", packs), "one pack with --images");
    }
    String name = packs.isEmpty() ? USUAL_PACK : packs.get(0);
    ModelPack chosen = new PackRepository(Home.models()).pack(name);
    ClassMap same = map == null ? ClassMap.NONE : ClassMap.parse(map);
    LabelledImages set = LabelledImages.read(images);
    int all = set.images().size();
    ImageFigures figures =
        new ImageEvaluator(new Engines(List.of(new OnnxEngine())))
            .evaluate(
                chosen,
                size().orElse(chosen.defaultSize()),
                set,
                same,
                done -> Progress.say("%d of %d images", done, all));
    Progress.done();
    System.out.print(figures.table());
    if (json != null) {
      JsonFile.write(json, figures.toJson());
    }
    return 0;
  }

  private Optional<InputSize> size() {
    return Optional.ofNullable(inputSize).map(InputSize::parse);
  }

  private static void refuse(String option, Object value) {
    if (value != null) {
      throw CityException.invalid(option, value, "only with --truth");
    }
  }

  private int scoreScenes() throws IOException {
    if (map != null) {
      throw CityException.invalid("--map", map, "only with --images");
    }
    List<Path> files = truthFiles();
    if (fps != null && !(fps > 0 && fps <= 240)) {
      throw CityException.invalid("--fps", fps, "more than 0 and at most 240");
    }
    if (scene != null && !SceneCatalog.has(scene)) {
      throw CityException.invalid(
          "--scene", scene, "one of " + String.join(", ", SceneCatalog.names()));
    }
    if (loop != null && (loop.compareTo(Duration.ofSeconds(1)) < 0 || loop.toHours() > 100)) {
      throw CityException.invalid("--loop", loop, "PT1S to PT100H");
    }
    PackChoice choice = PackChoice.parse(new PackRepository(Home.models()), USUAL_PACK, packs);
    var options =
        new Evaluator.Options(
            size(),
            Optional.ofNullable(videos),
            fps == null ? OptionalDouble.empty() : OptionalDouble.of(fps),
            motionGate ? Optional.of(MotionGateSettings.DEFAULTS) : Optional.empty());
    List<TruthFile> truths = files.stream().map(TruthFile::read).map(this::narrowed).toList();
    List<ClipResult> clips = new ArrayList<>();
    Engines engines = new Engines(List.of(new OnnxEngine()));
    try (Evaluator evaluator = new Evaluator(engines, choice, options)) {
      var player = new Looped(evaluator, Optional.ofNullable(loop));
      clips.addAll(
          player.evaluate(
              truths,
              (number, clip, turns) ->
                  Progress.say(
                      "%d of %d: %s%s",
                      number, truths.size(), clip, turns > 1 ? ", " + turns + " times" : "")));
    }
    Progress.done();
    EvalReport figures = EvalReport.of(clips);
    System.out.print(figures.table());
    if (json != null) {
      JsonFile.write(json, figures.toJson());
    }
    if (report != null) {
      ReportPage.write(figures, Optional.ofNullable(videos), report);
    }
    return 0;
  }

  private TruthFile narrowed(TruthFile truth) {
    return scene == null ? truth : truth.only(scene);
  }

  private List<Path> truthFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : truth) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(f -> f.toString().endsWith(TRUTH_ENDING)).sorted().forEach(files::add);
        }
      } else if (Files.isRegularFile(path)) {
        files.add(path);
      } else {
        throw CityException.invalid("--truth", path, "a truth file or a folder that exists");
      }
    }
    if (files.isEmpty()) {
      throw CityException.invalid("--truth", truth, "at least one file *" + TRUTH_ENDING);
    }
    return files;
  }
}

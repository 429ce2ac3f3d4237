package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.CityConfig;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.app.config.PipelineConfig;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.inference.Engines;
import io.cityward.inference.InferenceMetrics;
import io.cityward.inference.InferencePool;
import io.cityward.inference.PoolSettings;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.IngestMetrics;
import io.cityward.scenes.Finding;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraBoardTest {

  private static final TaskGate OPEN = (camera, task, now) -> TaskState.running(task);
  private static final TaskGate SHUT =
      (camera, task, now) -> TaskState.waiting(task, TaskState.Kind.NO_GRANT, "nothing granted");
  private static final String ZONE =
      "zones: [{id: lane, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]]}]";

  @TempDir Path folder;

  private TaskGate gate = OPEN;

  @Test
  void aPresetsPictureThatIsGoneLeavesNoLaneBehind() throws Exception {
    Path picture = folder.resolve("north.jpg");
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, "jpg", picture.toFile())).isTrue();
    CityConfig config = config("presets: [{id: north, picture: north.jpg, " + ZONE + "}]");
    Files.delete(picture);
    InferencePool pool =
        new InferencePool(PoolSettings.of(1), new Engines(List.of()), InferenceMetrics.NOOP);
    try (FindingDesk desk = desk(config);
        CameraBoard board = board(config, pool, desk)) {
      assertThatThrownBy(() -> board.put(config.cameras().get(0)))
          .isInstanceOf(CityException.class)
          .hasMessageContaining("north.jpg");
      assertThat(pool.figures().lanes()).isEmpty();
    } finally {
      pool.close();
    }
  }

  @Test
  void aCameraThatWasTakenAwayIsNotPlannedAnew() {
    CityConfig config = config(ZONE);
    gate = SHUT;
    try (FindingDesk desk = desk(config)) {
      CameraPipeline camera =
          new CameraPipeline(config.cameras().get(0), new Parts(config, desk), Clock.systemUTC());
      camera.end("was deleted");
      gate = OPEN;
      // Would take a lane that nobody closes; these parts have none.
      assertThat(camera.replan()).isFalse();
      camera.open();
      assertThat(camera.view().state().reason()).isEqualTo("was deleted");
    }
  }

  private CityConfig config(String view) {
    return CityConfig.parse(
        """
        cameras:
        - id: kerb
          url: rtsp://127.0.0.1/kerb
          %s
          scenes: {illegal-parking: {}}
        """
            .formatted(view),
        "test.yml",
        folder,
        folder);
  }

  private static FindingDesk desk(CityConfig config) {
    return new FindingDesk(
        new NoFindings(),
        new Reports(config.eventCodes(), Instant.EPOCH),
        config.evidence(),
        Clock.systemUTC());
  }

  private CameraBoard board(CityConfig config, InferencePool pool, FindingDesk desk) {
    return new CameraBoard(
        config.ingest(),
        config.pipelines(),
        config.evidence(),
        pool,
        (camera, task, now) -> gate.of(camera, task, now),
        new Nanodet(),
        new NoShadows(),
        desk,
        (camera, stream) -> IngestMetrics.NOOP,
        camera -> AnalysisMetrics.NOOP,
        Clock.systemUTC());
  }

  private static final class Nanodet implements Algorithms {
    private final ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");

    @Override
    public String usual() {
      return pack.name();
    }

    @Override
    public ModelPack pack(String algorithm, CameraId camera) {
      return pack;
    }

    @Override
    public Optional<ModelPack> active(String algorithm) {
      return Optional.of(pack);
    }

    @Override
    public OptionalDouble triedCost(String algorithm) {
      return OptionalDouble.empty();
    }

    @Override
    public Optional<ModelPack> shadow(String algorithm) {
      return Optional.empty();
    }
  }

  private static final class NoFindings implements FindingSink {
    @Override
    public void record(FindingReport report) {
      throw new AssertionError("nothing is looked at");
    }

    @Override
    public void vouch(List<FindingId> findings, Instant now) {}

    @Override
    public Evidence keep(
        FindingId finding, Evidence.Kind kind, Instant takenAt, Consumer<Path> writer) {
      throw new AssertionError("nothing is looked at");
    }

    @Override
    public Evidence share(Evidence kept, FindingId with) {
      return kept;
    }

    @Override
    public void attach(FindingId finding, Evidence evidence) {}
  }

  private static final class NoShadows implements ShadowSink {
    @Override
    public void found(CameraId camera, ModelPack version, Finding finding) {}

    @Override
    public void watching(CameraId camera, ModelPack version, Set<String> scenes) {}

    @Override
    public void notWatching(CameraId camera, ModelPack version) {}
  }

  /** Neither a lane nor a session comes from here. */
  private final class Parts implements Workshop {
    private final CityConfig config;
    private final FindingDesk desk;
    private final Nanodet algorithms = new Nanodet();

    private Parts(CityConfig config, FindingDesk desk) {
      this.config = config;
      this.desk = desk;
    }

    @Override
    public CameraSession session(CameraConfig camera, StreamWatch stream) {
      throw new AssertionError("connects to a camera that was taken away");
    }

    @Override
    public TaskPlan plan(CameraConfig camera) {
      return TaskPlan.of(camera, gate, algorithms, Instant.EPOCH);
    }

    @Override
    public Analysis analysis(
        CameraConfig camera, Branch branch, BiConsumer<Finding, Frame> findings) {
      throw new AssertionError("looks at a camera that was taken away");
    }

    @Override
    public MotionWatch motion(
        CameraConfig camera, MotionPlan plan, BiConsumer<Finding, Frame> findings) {
      throw new AssertionError("looks at a camera that was taken away");
    }

    @Override
    public ShadowSink shadows() {
      return new NoShadows();
    }

    @Override
    public PipelineConfig settings() {
      return config.pipelines();
    }

    @Override
    public EvidenceConfig evidence() {
      return config.evidence();
    }

    @Override
    public FindingDesk desk() {
      return desk;
    }

    @Override
    public void changed(CameraPipeline camera) {}

    @Override
    public void later(Runnable work) {}
  }
}

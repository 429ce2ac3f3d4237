package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.inference.fair.Share;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pack that we ship, on its real engine. Logs what was measured, and asserts no timing. */
@Timeout(120)
class InferencePoolIT {

  private static final Logger log = LoggerFactory.getLogger(InferencePoolIT.class);
  private static final int PICTURES = 25;

  @Test
  void measuresSharesAndSwapsTheRealThing(@TempDir Path models) throws Exception {
    ModelPack old = PackFolder.copyOfCocoNanodet(models.resolve("old")).read();
    ModelPack newer = newer(models.resolve("new"));
    try (MatPicture picture = MatPicture.noise(640, 360);
        InferencePool pool =
            new InferencePool(
                PoolSettings.of(2),
                new Engines(List.of(new OnnxEngine())),
                InferenceMetrics.NOOP)) {
      pool.start();
      pool.prepare(old, old.defaultSize());
      pool.shares(Map.of("roads", new Share(10, Share.UNLIMITED, 0), "waste", new Share(5, 20, 1)));
      List<Saturating> cameras = new ArrayList<>();
      for (String department : List.of("roads", "roads", "waste", "waste")) {
        LaneOrder order =
            new LaneOrder(
                "camera-" + cameras.size(),
                old,
                old.defaultSize(),
                List.of(new Payer(department, "task", 25)),
                LaneOrder.NO_DEADLINE);
        cameras.add(new Saturating(pool.lane(order), picture, PICTURES));
      }
      cameras.forEach(Saturating::next);
      pool.prepare(newer, old.defaultSize());
      cameras.forEach(camera -> camera.lane.swap(newer));
      for (Saturating camera : cameras) {
        camera.done.await();
      }

      PoolFigures figures = pool.figures();
      figures.workloads().forEach(workload -> log.info("{}", workload));
      figures.departments().forEach(department -> log.info("{}", department));
      assertThat(cameras)
          .allSatisfy(
              camera -> {
                assertThat(camera.failure.get()).isNull();
                assertThat(camera.answers).hasValue(PICTURES);
              });
      assertThat(figures.reference()).isEqualTo("coco-nanodet 1.0.0");
      assertThat(figures.capacity()).isPositive();
      assertThat(figures.tasks()).extracting(TaskFigures::version).containsOnly("1.0.0", "1.0.1");
      assertThat(figures.tasks()).allSatisfy(task -> assertThat(task.counts().failed()).isZero());
    }
  }

  private static ModelPack newer(Path folder) throws IOException {
    return PackFolder.copyOfCocoNanodet(folder).change("version: 1.0.0", "version: 1.0.1").read();
  }
}

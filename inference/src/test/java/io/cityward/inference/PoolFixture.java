package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool with two packs: one behind a gate, and one whose engine answers at once. */
@Timeout(30)
abstract class PoolFixture {

  static final InputSize SMALL = new InputSize(64, 32);

  final CountingMetrics metrics = new CountingMetrics();
  final Gate gate = new Gate();
  final FakeEngine engine = new FakeEngine(gate);
  final FakeEngine other = new FakeEngine("other", p -> List.of());
  ModelPack pack;
  ModelPack otherPack;
  private InferencePool pool;

  @BeforeEach
  void createPacks(@TempDir Path models) throws IOException {
    pack = PackFolder.pack(models.resolve("one"));
    otherPack =
        PackFolder.create(models.resolve("two"))
            .change("version: 1.2.3", "version: 2.0.0")
            .change("engine: onnxruntime", "engine: other")
            .read();
  }

  @AfterEach
  void close() {
    gate.letPass(1_000_000);
    if (pool != null) {
      pool.close();
    }
  }

  InferencePool pool(int sessions) {
    return pool(PoolSettings.of(sessions));
  }

  InferencePool pool(PoolSettings settings) {
    pool =
        new InferencePool(
            settings, new Engines(List.of(engine, other)), metrics, Duration.ofSeconds(5));
    pool.start();
    return pool;
  }

  LaneOrder order(String name) {
    return LaneOrder.ofCity(name, pack, SMALL, 1);
  }

  static RecordedJob submit(Lane lane, String name) {
    RecordedJob job = new RecordedJob(name);
    lane.submit(job);
    return job;
  }

  /** Returns as soon as the condition holds. */
  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not: %s", what).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}

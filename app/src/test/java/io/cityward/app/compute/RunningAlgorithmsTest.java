package io.cityward.app.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.Roles;
import io.cityward.app.algorithms.AlgorithmRoles;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningAlgorithmsTest {

  private static final ModelPack NANODET =
      new PackRepository(Path.of("../models")).pack("coco-nanodet");
  private static final CameraId KERB = new CameraId("kerb");
  private static final CameraId GATE = new CameraId("gate");

  /** Read by the thread that follows changes. */
  private volatile Roles roles = roles(Optional.of("1.0.0"), Optional.empty(), Optional.empty());

  private final List<String> prepared = new ArrayList<>();
  private volatile boolean refuses;
  private Runnable listener = () -> {};
  private final CountDownLatch changed = new CountDownLatch(1);
  private final CountDownLatch refused = new CountDownLatch(1);

  private final RunningAlgorithms algorithms =
      new RunningAlgorithms(new Book(), "coco-nanodet", new Pool());

  @AfterEach
  void close() {
    algorithms.close();
  }

  @Test
  void theCanaryRunsOnItsCamerasAndTheActiveVersionOnTheOthers() {
    roles = roles(Optional.of("1.0.0"), Optional.of("2.0.0"), Optional.empty());
    assertThat(algorithms.pack("coco-nanodet", KERB).version()).isEqualTo("2.0.0");
    assertThat(algorithms.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
    assertThat(algorithms.shadow("coco-nanodet")).isEmpty();
  }

  @Test
  void aNewVersionIsOpenedAtEverySizeBeforeCamerasGoOverToIt() throws Exception {
    algorithms.start();
    assertThat(algorithms.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
    change(roles(Optional.of("2.0.0"), Optional.empty(), Optional.of("3.0.0")));
    assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(algorithms.pack("coco-nanodet", GATE).version()).isEqualTo("2.0.0");
    assertThat(algorithms.shadow("coco-nanodet").map(ModelPack::version)).contains("3.0.0");
    assertThat(prepared)
        .contains("2.0.0 at 640x384", "2.0.0 at 416x256", "3.0.0 at 640x384", "3.0.0 at 416x256");
  }

  @Test
  void aVersionThatCannotBeOpenedLeavesEverythingAsItWas() {
    algorithms.start();
    assertThat(algorithms.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
    refuses = true;
    change(roles(Optional.of("2.0.0"), Optional.empty(), Optional.empty()));
    algorithms.close();
    assertThat(prepared).isNotEmpty();
    assertThat(changed.getCount()).isEqualTo(1);
    assertThat(algorithms.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
  }

  @Test
  void aVersionThatCouldNotBeOpenedIsTakenUpOnceItCan() throws Exception {
    try (RunningAlgorithms soon =
        new RunningAlgorithms(new Book(), "coco-nanodet", new Pool(), Duration.ofMillis(5))) {
      soon.start();
      assertThat(soon.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
      refuses = true;
      change(roles(Optional.of("2.0.0"), Optional.empty(), Optional.empty()));
      assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(soon.pack("coco-nanodet", GATE).version()).isEqualTo("1.0.0");
      refuses = false;
      assertThat(changed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(soon.pack("coco-nanodet", GATE).version()).isEqualTo("2.0.0");
    }
  }

  @Test
  void anAlgorithmThatIsNotThereIsTold() {
    roles = Roles.NONE;
    assertThatThrownBy(() -> algorithms.pack("our-own", KERB))
        .isInstanceOf(CityException.class)
        .hasMessage("algorithm: our-own (no such algorithm)");
    assertThat(algorithms.active("our-own")).isEmpty();
    assertThat(algorithms.triedCost("our-own")).isEmpty();
  }

  @Test
  void whatATrialFoundIsTheCostOfWhatIsNotLoaded() {
    assertThat(algorithms.triedCost("coco-nanodet")).hasValue(1.5);
  }

  private void change(Roles to) {
    roles = to;
    listener.run();
  }

  private static Roles roles(
      Optional<String> active, Optional<String> canary, Optional<String> shadow) {
    return new Roles(
        active, List.of(), canary, canary.isPresent() ? Set.of(KERB) : Set.of(), shadow);
  }

  private final class Book implements AlgorithmRoles {

    @Override
    public Roles of(String algorithm) {
      return roles;
    }

    @Override
    public ModelPack packOf(String algorithm, String version) {
      return new ModelPack(
          algorithm,
          version,
          NANODET.engine(),
          NANODET.source(),
          NANODET.device(),
          NANODET.input(),
          NANODET.preprocessing(),
          NANODET.outputs(),
          NANODET.labels(),
          NANODET.origin());
    }

    @Override
    public OptionalDouble costOf(String algorithm, String version) {
      return OptionalDouble.of(1.5);
    }

    @Override
    public void onChange(Runnable told) {
      listener = told;
    }
  }

  private final class Pool implements RunningAlgorithms.Host {

    @Override
    public Set<InputSize> sizes(String algorithm) {
      return Set.of(new InputSize(640, 384));
    }

    @Override
    public void prepare(ModelPack pack, InputSize size) {
      prepared.add(pack.version() + " at " + size);
      if (refuses) {
        refused.countDown();
        throw new CityException(ErrorCode.EXTERNAL_FAILED, "cannot be loaded");
      }
    }

    @Override
    public void changed() {
      changed.countDown();
    }
  }
}

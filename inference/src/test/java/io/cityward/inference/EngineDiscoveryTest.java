package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineDiscoveryTest {

  private final FakeEngine engine = new FakeEngine(p -> List.of());

  @Test
  void hasTheBuiltInEngines(@TempDir Path models) {
    EngineDiscovery.engines(List.of(engine))
        .open(PackFolder.pack(models), new InputSize(64, 32))
        .close();

    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void refusesTwoEnginesOfOneName() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> EngineDiscovery.engines(List.of(engine, engine)))
        .withMessage("engine: onnxruntime (expected: each name once on the class path)");
  }
}

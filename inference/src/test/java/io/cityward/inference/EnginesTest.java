package io.cityward.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {

  private final FakeEngine engine = new FakeEngine(p -> List.of());

  @TempDir Path models;

  @Test
  void opensAPackWithTheEngineThatItNames() {
    engine.alone().open(PackFolder.pack(models), new InputSize(64, 32));

    assertThat(engine.opened).hasValue(1);
  }

  @Test
  void namesThePackWhoseEngineIsNotHere() throws IOException {
    PackFolder folder = PackFolder.create(models).change("engine: onnx", "engine: oonx");

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> engine.alone().open(folder.read(), new InputSize(64, 32)))
        .withMessage(
            "pack street 1.2.3: engine: oonxruntime"
                + " (expected: one of onnxruntime; did you mean onnxruntime?)");
  }

  @Test
  void refusesASizeBeforeItLoadsAnything() {
    assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> engine.alone().open(PackFolder.pack(models), new InputSize(416, 260)))
        .withMessageContaining("size: 416x260");
    assertThat(engine.opened).hasValue(0);
  }
}

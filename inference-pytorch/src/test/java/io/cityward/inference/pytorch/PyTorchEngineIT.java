package io.cityward.inference.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.cityward.core.CityException;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchEngineIT {

  private static final InputSize SIZE = new InputSize(64, 32);

  @TempDir Path models;

  @BeforeAll
  static void assumeLibrary() {
    TorchPack.assumeLibrary();
  }

  @Test
  void takesAsManyPicturesAtOnceAsItIsOpenedFor() throws IOException {
    ModelPack pack = PackFolder.copy(TorchPack.FOLDER, models).read();
    try (Detector detector = new PyTorchEngine().open(pack, SIZE, new EngineSetup(Device.CPU, 4));
        MatPicture picture = MatPicture.noise(64, 32)) {
      assertThat(detector.batch()).isEqualTo(4);
      assertThat(detector.detect(List.of(picture, picture, picture, picture))).hasSize(4);
      assertThatExceptionOfType(CityException.class)
          .isThrownBy(() -> detector.detect(List.of()))
          .withMessage("pack coco-nanodet-torch 1.0.0 at 64x32: pictures: 0 (expected: 1 to 4)");
    }
  }

  @Test
  void looksAtNothingOnceItIsClosed() throws IOException {
    ModelPack pack = PackFolder.copy(TorchPack.FOLDER, models).read();
    Detector detector = new PyTorchEngine().open(pack, SIZE, EngineSetup.DEFAULT);
    detector.close();

    try (MatPicture picture = MatPicture.noise(64, 32)) {
      assertThatIllegalStateException().isThrownBy(() -> detector.detect(picture));
    }
  }

  @Test
  void namesASizeAtWhichTheModelDoesNotRun() throws IOException {
    ModelPack pack = PackFolder.copy(TorchPack.FOLDER, models).read();

    assertThatExceptionOfType(CityException.class)
        .isThrownBy(
            () -> new PyTorchEngine().open(pack, new InputSize(416, 260), EngineSetup.DEFAULT))
        .withMessageStartingWith("pack coco-nanodet-torch 1.0.0: does not run at 416x260: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(600));
  }
}

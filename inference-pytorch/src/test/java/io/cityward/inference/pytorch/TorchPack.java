package io.cityward.inference.pytorch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The pack coco-nanodet as TorchScript. */
final class TorchPack {

  static final Path FOLDER = Path.of("src/test/packs/coco-nanodet-torch");

  private TorchPack() {}

  /** Skips the test on platforms for which the build brings no library. */
  static void assumeLibrary() {
    assumeTrue(
        TorchPack.class.getResource("/native/lib/pytorch.properties") != null,
        "skipped: no pytorch-native-cpu for this platform on the class path");
  }
}

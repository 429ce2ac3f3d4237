package io.cityward.inference.pytorch;

import io.cityward.inference.DetectorContract;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class PyTorchContractIT extends DetectorContract {

  @BeforeAll
  static void assumeLibrary() {
    TorchPack.assumeLibrary();
  }

  @Override
  protected InferenceEngine engine() {
    return new PyTorchEngine();
  }

  @Override
  protected PackFolder pack() throws IOException {
    return PackFolder.copy(TorchPack.FOLDER, models);
  }
}

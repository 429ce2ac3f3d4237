package io.cityward.inference.onnx;

import io.cityward.inference.DetectorContract;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;

class OnnxContractIT extends DetectorContract {

  @Override
  protected InferenceEngine engine() {
    return new OnnxEngine();
  }

  @Override
  protected PackFolder pack() throws IOException {
    return PackFolder.copyOfCocoNanodet(models);
  }
}

package io.cityward.inference.onnx;

import io.cityward.inference.DetectorContract;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.PackFolder;
import java.io.IOException;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class OnnxContractIT extends DetectorContract {

  @Override
  protected InferenceEngine engine() {
    return new OnnxEngine();
  }

  @Override
  protected PackFolder pack() throws IOException {
    return PackFolder.copyOfCocoNanodet(models);
  }

  // The two that follow go with the engine's new insides: delete both overrides then.

  @Test
  @Disabled("DJL's session options cannot be closed twice")
  @Override
  public void canBeClosedTwice() {}

  @Test
  @Disabled("the engine does not look at its device yet")
  @Override
  public void saysWhenThereIsNoCuda() {}
}

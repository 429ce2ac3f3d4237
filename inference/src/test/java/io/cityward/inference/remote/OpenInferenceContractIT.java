package io.cityward.inference.remote;

import io.cityward.inference.DetectorContract;
import io.cityward.inference.InferenceEngine;
import io.cityward.inference.pack.PackFolder;
import io.cityward.testkit.ModelServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class OpenInferenceContractIT extends DetectorContract {

  private static OnnxModel model;
  private static ModelServer server;

  @BeforeAll
  static void start() throws Exception {
    model = OnnxModel.cocoNanodet();
    server = new ModelServer(model).start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    model.close();
  }

  @Override
  protected InferenceEngine engine() {
    RemoteSettings settings =
        RemoteSettings.plaintext(server.target()).withDeadline(Duration.ofSeconds(30));
    return new OpenInferenceEngine(Map.of("here", settings));
  }

  @Override
  protected PackFolder pack() throws IOException {
    return PackFolder.copyOfCocoNanodet(models).onRemote("here", OnnxModel.NAME);
  }

  @Override
  protected boolean runsHere() {
    return false;
  }
}

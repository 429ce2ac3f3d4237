package io.cityward.inference.pytorch;

import io.cityward.inference.CampusFrames;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineDiscovery;
import io.cityward.inference.Engines;
import io.cityward.inference.MatPicture;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import io.cityward.inference.pack.PackRepository;
import io.cityward.inference.remote.OnnxModel;
import io.cityward.inference.remote.OpenInferenceEngine;
import io.cityward.inference.remote.RemoteSettings;
import io.cityward.testkit.ModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Milliseconds per picture of the three engines, coco-nanodet at its default size, one session. The
 * engines take turns, so that what else the machine does meets all of them. The remote one's server
 * runs in this process too. No test runs it: {@code ./mvnw -q -pl inference-pytorch -am test
 * -Dtest=EngineCost -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class EngineCost {

  private static final int ROUNDS = 100;

  @Test
  void print() throws Exception {
    Path models = Files.createTempDirectory("engine-cost");
    ModelPack onnx = new PackRepository(Path.of("../models")).pack("coco-nanodet");
    ModelPack torch = new PackRepository(TorchPack.FOLDER.getParent()).pack("coco-nanodet-torch");
    ModelPack remote = PackFolder.copyOfCocoNanodet(models).onRemote("here", OnnxModel.NAME).read();
    Map<ModelPack, long[]> nanos = new LinkedHashMap<>();
    try (OnnxModel model = OnnxModel.cocoNanodet();
        ModelServer server = new ModelServer(model).start();
        MatPicture picture = CampusFrames.picture(50)) {
      RemoteSettings settings =
          RemoteSettings.plaintext(server.target()).withDeadline(Duration.ofSeconds(30));
      Engines engines =
          EngineDiscovery.engines(
              List.of(new OnnxEngine(), new OpenInferenceEngine(Map.of("here", settings))));
      List<Detector> detectors = new ArrayList<>();
      for (ModelPack pack : List.of(onnx, torch, remote)) {
        nanos.put(pack, new long[ROUNDS]);
        Detector detector = engines.open(pack, pack.defaultSize());
        detectors.add(detector);
        for (int i = 0; i < 10; i++) {
          detector.detect(picture);
        }
      }
      List<long[]> measured = List.copyOf(nanos.values());
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < detectors.size(); i++) {
          long begun = System.nanoTime();
          detectors.get(i).detect(picture);
          measured.get(i)[round] = System.nanoTime() - begun;
        }
      }
      detectors.forEach(Detector::close);
    }
    nanos.forEach(EngineCost::print);
  }

  private static void print(ModelPack pack, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-15s median %.1f ms, fastest %.1f ms, nine in ten under %.1f ms%n",
        pack.engine(),
        nanos[ROUNDS / 2] / 1e6,
        nanos[0] / 1e6,
        nanos[ROUNDS * 9 / 10] / 1e6);
  }
}

package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.StreamUrl;
import io.cityward.ingest.Transport;
import io.cityward.scenes.SceneSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which streams of a camera are opened, what is decoded of each, and which scenes look at it. The
 * main stream is always there, for evidence; with a sub stream beside it, only scenes that need its
 * detail have it decoded.
 */
record StreamPlan(List<Planned> streams) {

  /** From here on so many of a second's pictures are wanted that none is left out. */
  private static final double EVERY_FRAME = 8;

  /** One stream; without scenes and with nothing decoded it only fills its packet ring. */
  record Planned(
      StreamRole role,
      StreamUrl url,
      Optional<Transport> transport,
      DecodePolicy policy,
      List<SceneSettings> scenes) {}

  StreamPlan {
    streams = List.copyOf(streams);
  }

  static StreamPlan of(CameraConfig camera) {
    if (camera.subUrl().isEmpty()) {
      DecodePolicy policy = policy(camera.scenes());
      return new StreamPlan(
          List.of(planned(camera, StreamRole.MAIN, camera.url(), policy, camera.scenes())));
    }
    List<SceneSettings> detailed =
        camera.scenes().stream().filter(SceneSettings::needsDetail).toList();
    List<SceneSettings> others = new ArrayList<>(camera.scenes());
    others.removeAll(detailed);
    DecodePolicy main = detailed.isEmpty() ? DecodePolicy.NONE : policy(detailed);
    return new StreamPlan(
        List.of(
            planned(camera, StreamRole.MAIN, camera.url(), main, detailed),
            planned(camera, StreamRole.SUB, camera.subUrl().get(), policy(others), others)));
  }

  private static Planned planned(
      CameraConfig camera,
      StreamRole role,
      StreamUrl url,
      DecodePolicy policy,
      List<SceneSettings> scenes) {
    return new Planned(role, url, camera.transport(), policy, List.copyOf(scenes));
  }

  /** The least that all scenes can work with; a camera without any shows its key frames. */
  static DecodePolicy policy(List<SceneSettings> scenes) {
    return scenes.isEmpty()
        ? DecodePolicy.KEY_FRAMES
        : DecodePolicy.strongest(scenes.stream().map(StreamPlan::policy).toList());
  }

  private static DecodePolicy policy(SceneSettings scene) {
    double least = scene.leastFramesPerSecond();
    if (least >= EVERY_FRAME) {
      return DecodePolicy.ALL;
    }
    return least > 1
        ? new DecodePolicy.Fps(least)
        : new DecodePolicy.KeyFrames(Duration.ofMillis((long) (1000 / least)));
  }
}

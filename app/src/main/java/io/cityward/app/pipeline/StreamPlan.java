package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.StreamUrl;
import io.cityward.ingest.Transport;
import io.cityward.scenes.SceneSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which streams of a camera are opened, what is decoded of each, and which tasks look at it. The
 * main stream is always there, for evidence; with a sub stream beside it, only scenes that need its
 * detail have it decoded.
 */
record StreamPlan(List<Planned> streams) {

  /** From here on so many of a second's pictures are wanted that none is left out. */
  private static final double EVERY_FRAME = 8;

  /** One stream; without tasks and with nothing decoded it only fills its packet ring. */
  record Planned(
      StreamRole role,
      StreamUrl url,
      Optional<Transport> transport,
      DecodePolicy policy,
      List<Task> tasks) {}

  StreamPlan {
    streams = List.copyOf(streams);
  }

  /**
   * @param running those of its tasks that are carried out now
   */
  static StreamPlan of(CameraConfig camera, List<Task> running) {
    if (camera.subUrl().isEmpty()) {
      DecodePolicy policy = policy(running);
      return new StreamPlan(
          List.of(planned(camera, StreamRole.MAIN, camera.url(), policy, running)));
    }
    List<Task> detailed = running.stream().filter(task -> task.settings().needsDetail()).toList();
    List<Task> others = new ArrayList<>(running);
    others.removeAll(detailed);
    DecodePolicy main = detailed.isEmpty() ? DecodePolicy.NONE : policy(detailed);
    return new StreamPlan(
        List.of(
            planned(camera, StreamRole.MAIN, camera.url(), main, detailed),
            planned(camera, StreamRole.SUB, camera.subUrl().get(), policy(others), others)));
  }

  private static Planned planned(
      CameraConfig camera, StreamRole role, StreamUrl url, DecodePolicy policy, List<Task> tasks) {
    return new Planned(role, url, camera.transport(), policy, List.copyOf(tasks));
  }

  /** The least that all scenes can work with; a camera without any shows its key frames. */
  private static DecodePolicy policy(List<Task> tasks) {
    return tasks.isEmpty()
        ? DecodePolicy.KEY_FRAMES
        : DecodePolicy.strongest(tasks.stream().map(t -> policy(t.settings())).toList());
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

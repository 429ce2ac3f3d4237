package io.cityward.app.config;

import io.cityward.core.settings.Section;
import io.cityward.inference.Device;
import io.cityward.inference.PoolSettings;
import io.cityward.inference.remote.RemoteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The inference pool of this process.
 *
 * @param sessions how many pictures are inferred at once; 0 takes one session per core
 * @param device what packs run on that name no other
 * @param models the folder that holds the model packs
 * @param pack the algorithm of tasks that name none; the one that finds vehicles and people
 * @param deadline how old a picture may be until looking at it is no longer worth it
 * @param timeLimit how long one run of a model may take until it is given up
 * @param remotes servers that run models, by the names that packs call them
 */
public record InferenceConfig(
    int sessions,
    Device device,
    Path models,
    String pack,
    Duration deadline,
    Duration timeLimit,
    Map<String, RemoteSettings> remotes) {

  static InferenceConfig read(Section section, Path folder, Path home) {
    int sessions = section.whole("sessions", 0, 256, 0);
    Device device =
        section.has("device")
            ? section.parsed("device", Device::parse).orElse(Device.CPU)
            : Device.CPU;
    String own = section.text("models", "");
    Path models = own.isEmpty() ? home.resolve("models") : folder.resolve(own);
    String pack = section.text("pack", "coco-nanodet");
    Duration deadline =
        section.duration(
            "deadline", Duration.ofMillis(100), Duration.ofMinutes(5), Duration.ofSeconds(5));
    Duration timeLimit =
        section.duration(
            "timeLimit", Duration.ofMillis(100), Duration.ofMinutes(5), Duration.ofSeconds(5));
    Map<String, RemoteSettings> remotes = RemoteSettings.readAll(section, folder);
    return new InferenceConfig(sessions, device, models, pack, deadline, timeLimit, remotes);
  }

  /** As the pool wants it, on a machine with so many cores. */
  public PoolSettings pool(int cores) {
    return new PoolSettings(
        sessions == 0 ? cores : sessions, device, timeLimit, PoolSettings.REFERENCE);
  }
}

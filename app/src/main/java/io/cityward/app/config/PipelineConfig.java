package io.cityward.app.config;

import io.cityward.core.settings.Section;
import io.cityward.scenes.health.CameraHealthSettings;
import io.cityward.scenes.motion.MotionGateSettings;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What all cameras have in common between decoder and scenes.
 *
 * @param patrolStreams how many cameras on patrol are visited at once
 * @param deadline how old a picture may be until looking at it is no longer worth it
 * @param noSignal how long a camera must be without a picture until that is an alert
 * @param timeZone whose hours the schedules of zones mean
 */
public record PipelineConfig(
    int patrolStreams,
    MotionGateSettings motionGate,
    Duration deadline,
    Duration noSignal,
    CameraHealthSettings health,
    ZoneId timeZone) {

  static PipelineConfig read(Section top, Duration deadline, ZoneId timeZone) {
    int streams = top.section("patrol").whole("streams", 1, 10_000, 16);
    MotionGateSettings gate = MotionGateSettings.read(top.section("motionGate"));
    Section section = top.section("cameraHealth");
    Duration noSignal =
        section.duration(
            "noSignal", Duration.ofSeconds(1), Duration.ofDays(7), Duration.ofMinutes(1));
    return new PipelineConfig(
        streams, gate, deadline, noSignal, CameraHealthSettings.read(section), timeZone);
  }
}

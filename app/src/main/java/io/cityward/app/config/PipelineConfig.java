package io.cityward.app.config;

import io.cityward.core.settings.Section;
import io.cityward.scenes.health.CameraHealthSettings;
import io.cityward.scenes.motion.MotionGateSettings;

/**
 * What all cameras have in common between decoder and scenes.
 *
 * @param patrolStreams how many cameras on patrol are visited at once
 */
public record PipelineConfig(
    int patrolStreams, MotionGateSettings motionGate, CameraHealthSettings health) {

  static PipelineConfig read(Section top) {
    int streams = top.section("patrol").whole("streams", 1, 10_000, 16);
    MotionGateSettings gate = MotionGateSettings.read(top.section("motionGate"));
    CameraHealthSettings health = CameraHealthSettings.read(top.section("cameraHealth"));
    return new PipelineConfig(streams, gate, health);
  }
}

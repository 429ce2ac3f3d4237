package io.cityward.app.metrics;

import io.cityward.app.pipeline.AnalysisMetrics;
import io.cityward.core.CameraId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;

/** What became of one camera's frames; its id is the only label that is not an enum. */
final class AnalysisMeters implements AnalysisMetrics {

  private final Counter inferred;
  private final Counter still;
  private final Counter watched;
  private final Counter watchedSeconds;
  private final Map<Drop, Counter> dropped = new EnumMap<>(Drop.class);

  AnalysisMeters(MeterRegistry registry, CameraId camera) {
    Tags tags = Tags.of("camera", camera.value());
    inferred = registry.counter("cityward.camera.frames.inferred", tags);
    still = registry.counter("cityward.camera.frames.still", tags);
    watched = registry.counter("cityward.camera.frames.watched", tags);
    watchedSeconds = registry.counter("cityward.camera.watch.cpu.seconds", tags);
    for (Drop why : Drop.values()) {
      dropped.put(
          why,
          registry.counter("cityward.camera.frames.dropped", tags.and("reason", Labels.of(why))));
    }
  }

  @Override
  public void inferred() {
    inferred.increment();
  }

  @Override
  public void still() {
    still.increment();
  }

  @Override
  public void watched(long cpuNanos) {
    watched.increment();
    watchedSeconds.increment(cpuNanos / 1e9);
  }

  @Override
  public void dropped(Drop why) {
    dropped.get(why).increment();
  }
}

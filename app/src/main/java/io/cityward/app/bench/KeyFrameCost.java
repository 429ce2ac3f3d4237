package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.SceneSettings;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.motion.LastAnswer;
import io.cityward.scenes.motion.MotionGate;
import io.cityward.scenes.motion.MotionGateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a key frame costs for a scene that sees detections, inference apart: the motion gate and the
 * scene itself, on pictures whose detections were recorded before. Its reference is what decoding
 * the same key frames takes.
 */
final class KeyFrameCost {

  /** A key frame every 2 s. */
  static final double PER_SECOND = 0.5;

  private static final Polygon WHOLE =
      new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)));

  private final Path clip;
  private final List<List<Detection>> recorded;
  private final CpuTime decoding = new CpuTime();
  private final CpuTime gate = new CpuTime();
  private final CpuTime scene = new CpuTime();
  private Duration shown = Duration.ZERO;

  private KeyFrameCost(Path clip, List<List<Detection>> recorded) {
    this.clip = clip;
    this.recorded = recorded;
  }

  /** What a detector sees in the clip's key frames. */
  static List<List<Detection>> record(Path clip, Detector detector) {
    List<List<Detection>> all = new ArrayList<>();
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.KEY_FRAMES)) {
      for (Frame next = frames.next(); next != null; next = frames.next()) {
        try (Frame frame = next) {
          all.add(detector.detect(frame));
        }
      }
    }
    return all;
  }

  /** Figures in percent of a core with a key frame every 2 s. */
  static ObjectNode measure(
      Path clip, SceneSettings settings, List<List<Detection>> recorded, Duration span) {
    KeyFrameCost cost = new KeyFrameCost(clip, recorded);
    ZoneKind kind = settings.zoneKinds().iterator().next();
    Zone zone = new Zone("whole", kind, WHOLE);
    LastAnswer answer =
        new LastAnswer(new MotionGate(MotionGateSettings.DEFAULTS, List.of(zone.polygon())));
    Scene scene = settings.create(List.of(zone));
    cost.pass(answer, scene);
    cost.forget();
    long end = System.nanoTime() + span.toNanos();
    do {
      cost.pass(answer, scene);
    } while (System.nanoTime() < end);
    return JsonNodeFactory.instance
        .objectNode()
        .put("decodePercent", Rounded.to(cost.decoding.percent(PER_SECOND), 3))
        .put("gatePercent", Rounded.to(cost.gate.percent(PER_SECOND), 3))
        .put("scenePercent", Rounded.to(cost.scene.percent(PER_SECOND), 3))
        .put(
            "ratio",
            Rounded.to((cost.gate.millis() + cost.scene.millis()) / cost.decoding.millis(), 3))
        .put("detectionsEach", Rounded.to(cost.detectionsEach(), 1))
        .put("spared", Rounded.to(1 - (double) answer.inferred() / answer.looks(), 2));
  }

  private double detectionsEach() {
    return recorded.stream().mapToInt(List::size).average().orElse(0);
  }

  private void forget() {
    decoding.forget();
    gate.forget();
    scene.forget();
  }

  private void pass(LastAnswer answer, Scene scene) {
    Duration began = shown;
    int number = 0;
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.KEY_FRAMES)) {
      for (Frame next = decoding.of(frames::next); next != null; next = decoding.of(frames::next)) {
        try (Frame frame = next) {
          shown = began.plus(frame.mediaTime());
          look(frame, recorded.get(number++ % recorded.size()), answer, scene);
        }
      }
    }
    shown = shown.plusSeconds(2);
  }

  private void look(Frame frame, List<Detection> seen, LastAnswer answer, Scene scene) {
    List<Detection> detections =
        gate.of(
            () -> {
              List<Detection> known = answer.known(frame).orElse(seen);
              answer.detected(known);
              return known;
            });
    var observation = new Observation(Instant.EPOCH.plus(shown), shown, detections, frame);
    this.scene.of(() -> scene.observe(observation));
  }
}

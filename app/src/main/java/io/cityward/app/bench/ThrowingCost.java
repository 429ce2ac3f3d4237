package io.cityward.app.bench;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_video.createBackgroundSubtractorMOG2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.Point;
import io.cityward.core.Polygon;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.throwing.HighAltitudeThrowingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_video.BackgroundSubtractorMOG2;

/**
 * What every picture costs for high-altitude throwing, and for its reference: OpenCV's MOG2 on the
 * same pictures in their own size, grey, without shadows. Both take turns, a pass of the clip each.
 */
final class ThrowingCost {

  private static final int HISTORY = 500;
  private static final double THRESHOLD = 16;
  private static final Polygon WHOLE =
      new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)));

  private final Path clip;
  private final CpuTime decoding = new CpuTime();
  private final CpuTime scene = new CpuTime();
  private final CpuTime reference = new CpuTime();
  private final Scene throwing =
      HighAltitudeThrowingSettings.DEFAULTS.create(
          List.of(new Zone("front", ZoneKind.FACADE, WHOLE)));
  private long findings;
  private Duration shown = Duration.ZERO;

  private ThrowingCost(Path clip) {
    this.clip = clip;
  }

  /** Figures in percent of a core at 25 pictures per second. */
  static ObjectNode measure(Path clip, Duration span) {
    ThrowingCost cost = new ThrowingCost(clip);
    cost.run(span);
    double rate = SceneFilms.FRAMES_PER_SECOND;
    return JsonNodeFactory.instance
        .objectNode()
        .put("decodePercent", Rounded.to(cost.decoding.percent(rate), 2))
        .put("scenePercent", Rounded.to(cost.scene.percent(rate), 2))
        .put("mog2Percent", Rounded.to(cost.reference.percent(rate), 2))
        .put("ratio", Rounded.to(cost.scene.millis() / cost.reference.millis(), 3))
        .put("findings", cost.findings);
  }

  private void run(Duration span) {
    try (BackgroundSubtractorMOG2 mog2 = createBackgroundSubtractorMOG2(HISTORY, THRESHOLD, false);
        Mat picture = new Mat();
        Mat foreground = new Mat()) {
      Consumer<Frame> observed = this::observe;
      Consumer<Frame> subtracted = frame -> subtract(frame, picture, foreground, mog2);
      pass(observed);
      pass(subtracted);
      decoding.forget();
      scene.forget();
      reference.forget();
      long end = System.nanoTime() + span.toNanos();
      do {
        pass(observed);
        pass(subtracted);
      } while (System.nanoTime() < end);
    }
  }

  private void pass(Consumer<Frame> looked) {
    Duration began = shown;
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL)) {
      for (Frame next = decoding.of(frames::next); next != null; next = decoding.of(frames::next)) {
        try (Frame frame = next) {
          shown = began.plus(frame.mediaTime());
          looked.accept(frame);
        }
      }
    }
    shown = shown.plusMillis(40);
  }

  private void observe(Frame frame) {
    var observation = new Observation(Instant.EPOCH.plus(shown), shown, List.of(), frame);
    findings += scene.of(() -> throwing.observe(observation)).size();
  }

  private void subtract(Frame frame, Mat picture, Mat foreground, BackgroundSubtractorMOG2 mog2) {
    reference.of(
        () -> {
          picture.create(frame.height(), frame.width(), CV_8UC1);
          frame.paintGrey(picture.createBuffer(), frame.width(), frame.height());
          mog2.apply(picture, foreground);
          return foreground;
        });
  }
}

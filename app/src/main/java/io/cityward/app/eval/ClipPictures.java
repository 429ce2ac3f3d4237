package io.cityward.app.eval;

import io.cityward.core.Box;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.SnapshotWriter;
import io.cityward.scenes.Zone;
import io.cityward.scenes.eval.Claim;
import io.cityward.scenes.eval.ClipResult;
import io.cityward.scenes.eval.Scorer;
import io.cityward.scenes.eval.TruthEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pictures of what scenes claimed over a clip, and of what they missed. */
final class ClipPictures {

  /** Something to show, and when. */
  private record Moment(double seconds, String verdict, String caption, List<Overlay> overlays) {}

  /**
   * One picture.
   *
   * @param verdict {@code found}, {@code missed}, {@code false-alarm} or {@code duplicate}
   * @param file its name; empty if the clip ended before it
   */
  record Shown(String verdict, String caption, Optional<String> file) {}

  private ClipPictures() {}

  /** Writes the pictures into the folder, and tells of each in order of time. */
  static List<Shown> take(ClipResult clip, Optional<Path> videos, Path folder) {
    List<Moment> moments = moments(clip);
    List<Shown> shown = new ArrayList<>();
    if (moments.isEmpty()) {
      return shown;
    }
    String name = clip.truth().file().getFileName().toString().replaceAll("[^A-Za-z0-9_-]+", "-");
    try (FrameSequence frames = open(clip, clip.truth().videoIn(videos))) {
      Frame frame = frames.next();
      for (Moment moment : moments) {
        while (frame != null && frame.mediaTime().toNanos() / 1e9 < moment.seconds()) {
          Frame next = frames.next();
          if (next == null) {
            break;
          }
          frame.close();
          frame = next;
        }
        Optional<String> file = Optional.empty();
        if (frame != null) {
          file = Optional.of(name + "-" + (shown.size() + 1) + ".jpg");
          SnapshotWriter.write(frame, moment.overlays(), folder.resolve(file.get()));
        }
        shown.add(new Shown(moment.verdict(), moment.caption(), file));
      }
      if (frame != null) {
        frame.close();
      }
    }
    return shown;
  }

  private static FrameSequence open(ClipResult clip, Path video) {
    return FrameSequence.isStill(video)
        ? FrameSequence.ofStill(video, clip.truth().hold().orElse(Duration.ofSeconds(1)), 1)
        : FrameSequence.ofClip(video, DecodePolicy.ALL);
  }

  private static List<Moment> moments(ClipResult clip) {
    List<Moment> moments = new ArrayList<>();
    List<Scorer.Verdict> verdicts = Scorer.verdicts(clip);
    for (int i = 0; i < verdicts.size(); i++) {
      Claim claim = clip.claims().get(i);
      String verdict = verdicts.get(i).name().toLowerCase(Locale.ROOT).replace('_', '-');
      List<Overlay> overlays = zone(clip, claim.zone());
      claim.path().forEach(point -> overlays.add(new Overlay.Found(point.box(), "")));
      overlays.add(new Overlay.Found(claim.box(), claim.scene()));
      moments.add(
          new Moment(
              clip.inClip(claim.alerted()),
              verdict,
              String.format(
                  Locale.ROOT,
                  "%s in %s, alert at %.1f s, score %.2f, %.1f to %.1f s",
                  claim.scene(),
                  claim.zone(),
                  claim.alerted(),
                  claim.score(),
                  claim.start(),
                  claim.end()),
              overlays));
    }
    for (TruthEvent event : Scorer.missed(clip)) {
      List<Overlay> overlays = zone(clip, event.zone());
      event.path().forEach(point -> overlays.add(new Overlay.True(point.box(), "")));
      Optional<Box> box = event.box();
      box.ifPresent(b -> overlays.add(new Overlay.True(b, event.scene())));
      moments.add(
          new Moment(
              (event.start() + event.end()) / 2,
              "missed",
              String.format(
                  Locale.ROOT,
                  "%s in %s, %.1f to %.1f s %s",
                  event.scene(),
                  event.zone(),
                  event.start(),
                  event.end(),
                  event.note()),
              overlays));
    }
    moments.sort(Comparator.comparingDouble(Moment::seconds));
    return moments;
  }

  private static List<Overlay> zone(ClipResult clip, String id) {
    List<Overlay> overlays = new ArrayList<>();
    for (Zone zone : clip.truth().zones()) {
      if (zone.id().equals(id)) {
        overlays.add(new Overlay.Area(zone.polygon(), zone.id()));
      }
    }
    return overlays;
  }
}

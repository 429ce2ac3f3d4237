package io.cityward.app.pipeline;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.verification.Glance;
import io.cityward.alerts.verification.Looker;
import io.cityward.core.CityException;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SourceState;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Patch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the places of cases through the cameras of this process. One thread. */
public final class CaseLooker implements Looker {

  private static final Logger LOG = LoggerFactory.getLogger(CaseLooker.class);

  /** Wide enough for a bag at the end of a street. */
  private static final int WIDTH = 640;

  private final CameraBoard board;
  private final EvidenceStore evidence;
  private final GreyCanvas canvas = new GreyCanvas(WIDTH);

  public CaseLooker(CameraBoard board, EvidenceStore evidence) {
    this.board = board;
    this.evidence = evidence;
  }

  @Override
  public Glance look(Alert alert) {
    String id = alert.subject().camera().value();
    if (!board.has(alert.subject().camera())) {
      return new Glance.Blind("camera " + id + ": there is none");
    }
    CameraView view = board.get(id);
    Optional<String> blind = blind(view, alert);
    if (blind.isPresent()) {
      return new Glance.Blind("camera " + id + ": " + blind.get());
    }
    try (Frame frame =
        board.ring(id, StreamRole.MAIN).flatMap(PacketRing::newestKeyFrame).orElse(null)) {
      return frame == null
          ? new Glance.Blind("camera " + id + ": no picture has come yet")
          : new Glance.Sight(Optional.of(picture(view, alert, frame)), likeness(alert, frame));
    }
  }

  private static Optional<String> blind(CameraView view, Alert alert) {
    if (view.state().kind() != SourceState.Kind.LIVE) {
      return Optional.of(view.nextVisit().map(at -> "next visit at " + at).orElse("not live"));
    }
    if (!view.wrong().isEmpty()) {
      return Optional.of("something is wrong with its picture: " + view.wrong());
    }
    String scene = alert.subject().scene();
    if (scene.equals(HealthWatch.SCENE)) {
      return Optional.empty();
    }
    List<TaskState> own =
        view.tasks().stream().filter(state -> state.task().scene().equals(scene)).toList();
    if (own.isEmpty()) {
      return Optional.of("nobody looks for " + scene);
    }
    return own.stream().anyMatch(TaskState::runs)
        ? Optional.empty()
        : Optional.of(scene + " does not run: " + own.get(0).reason());
  }

  private static Glance.Picture picture(CameraView view, Alert alert, Frame frame) {
    List<Overlay> overlays = new ArrayList<>();
    view.config()
        .zone(alert.subject().zoneId())
        .ifPresent(zone -> overlays.add(new Overlay.Area(zone.polygon(), zone.id())));
    if (!alert.subject().scene().equals(HealthWatch.SCENE)) {
      overlays.add(new Overlay.Found(alert.box(), alert.id().toString()));
    }
    CameraSnapshot shown = CameraSnapshot.of(frame, overlays);
    return new Glance.Picture(shown.jpeg(), shown.takenAt());
  }

  /** Of the place now to the place in the picture that the scene saw when it found something. */
  private OptionalDouble likeness(Alert alert, Frame now) {
    Optional<Path> before =
        alert.evidence().stream()
            .filter(kept -> kept.kind() == Evidence.Kind.FRAME)
            .findFirst()
            .flatMap(kept -> evidence.file(kept.path()));
    if (before.isEmpty()) {
      return OptionalDouble.empty();
    }
    try (FrameSequence frames = FrameSequence.ofClip(before.get(), DecodePolicy.ALL);
        Frame then = frames.next()) {
      if (then == null) {
        return OptionalDouble.empty();
      }
      canvas.paint(then);
      Patch patch = Patch.of(alert.box(), canvas);
      canvas.paint(now);
      return OptionalDouble.of(patch.likeness(canvas));
    } catch (CityException e) {
      LOG.warn("{}: its picture cannot be compared: {}", alert.id(), e.getMessage());
      return OptionalDouble.empty();
    }
  }
}

package io.cityward.app.server;

import io.cityward.app.pipeline.CameraFigures;
import io.cityward.app.pipeline.CameraView;
import io.cityward.core.CameraId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Turns counters into rates, from one note to the next. */
final class FrameRates {

  /** Packets, decoded and inferred frames, and bits, each per second. */
  record Rates(double received, double decoded, double inferred, double bits) {
    static final Rates NONE = new Rates(0, 0, 0, 0);
  }

  private record Note(CameraFigures figures, long nanos, Rates rates) {}

  /** A key frame comes every few seconds: shorter spans would show rates that jump. */
  private static final double MEMORY = 0.7;

  private final Map<CameraId, Note> notes = new ConcurrentHashMap<>();

  void note(List<CameraView> views, long nanos) {
    for (CameraView view : views) {
      notes.compute(view.config().id(), (id, before) -> next(before, view.figures(), nanos));
    }
  }

  Rates of(CameraId camera) {
    Note note = notes.get(camera);
    return note == null ? Rates.NONE : note.rates();
  }

  void forget(CameraId camera) {
    notes.remove(camera);
  }

  private static Note next(Note before, CameraFigures now, long nanos) {
    // A camera that was connected anew counts from the beginning.
    if (before == null || now.packets() < before.figures().packets()) {
      return new Note(now, nanos, Rates.NONE);
    }
    double seconds = (nanos - before.nanos()) / 1e9;
    Rates old = before.rates();
    CameraFigures then = before.figures();
    Rates rates =
        new Rates(
            smooth(old.received(), (now.packets() - then.packets()) / seconds),
            smooth(old.decoded(), (now.framesDecoded() - then.framesDecoded()) / seconds),
            smooth(old.inferred(), (now.framesInferred() - then.framesInferred()) / seconds),
            smooth(old.bits(), 8.0 * (now.bytes() - then.bytes()) / seconds));
    return new Note(now, nanos, rates);
  }

  private static double smooth(double before, double now) {
    return before == 0 ? now : MEMORY * before + (1 - MEMORY) * now;
  }
}

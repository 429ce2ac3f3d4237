package io.cityward.ingest;

import io.cityward.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that remembers what it was told. */
final class Witness implements CameraSession.Listener {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  final List<SourceState> states = new CopyOnWriteArrayList<>();
  final List<Duration> mediaTimes = new CopyOnWriteArrayList<>();
  final AtomicInteger frames = new AtomicInteger();
  final AtomicInteger keyFrames = new AtomicInteger();

  @Override
  public void onState(SourceState state) {
    states.add(state);
  }

  @Override
  public void onFrame(Frame borrowed) {
    mediaTimes.add(borrowed.mediaTime());
    if (borrowed.keyFrame()) {
      keyFrames.incrementAndGet();
    }
    frames.incrementAndGet();
  }

  SourceState awaitState(SourceState.Kind kind) {
    Await.until(PATIENCE, () -> saw(kind), () -> kind + " among " + states);
    return states.stream().filter(s -> s.kind() == kind).findFirst().orElseThrow();
  }

  void awaitFrames(int count) {
    Await.until(PATIENCE, () -> frames.get() >= count, () -> count + " frames, got " + frames);
  }

  boolean saw(SourceState.Kind kind) {
    return states.stream().anyMatch(s -> s.kind() == kind);
  }
}

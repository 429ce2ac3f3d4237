package io.cityward.ingest;

import io.cityward.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that remembers what it was told. */
final class Witness implements CameraSession.Listener {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  final List<SourceState> states = new CopyOnWriteArrayList<>();
  final List<Duration> mediaTimes = new CopyOnWriteArrayList<>();
  final List<Instant> arrivals = new CopyOnWriteArrayList<>();
  final List<Decoding> decodings = new CopyOnWriteArrayList<>();
  final AtomicInteger damaged = new AtomicInteger();
  final AtomicInteger frames = new AtomicInteger();
  final AtomicInteger keyFrames = new AtomicInteger();

  @Override
  public void onState(SourceState state) {
    states.add(state);
  }

  @Override
  public void onFrame(Frame borrowed) {
    mediaTimes.add(borrowed.mediaTime());
    arrivals.add(borrowed.arrivedAt());
    if (borrowed.damaged()) {
      damaged.incrementAndGet();
    }
    if (borrowed.keyFrame()) {
      keyFrames.incrementAndGet();
    }
    frames.incrementAndGet();
  }

  @Override
  public void onDecoding(Decoding decoding) {
    decodings.add(decoding);
  }

  /** From frame to frame by media time. */
  Duration longestStep() {
    Duration longest = Duration.ZERO;
    for (int i = 1; i < mediaTimes.size(); i++) {
      Duration step = mediaTimes.get(i).minus(mediaTimes.get(i - 1));
      longest = step.compareTo(longest) > 0 ? step : longest;
    }
    return longest;
  }

  /** How far the media time that passed is from the time that passed. */
  Duration mediaTimeAgainstArrival() {
    int last = arrivals.size() - 1;
    Duration media = mediaTimes.get(last).minus(mediaTimes.get(0));
    return Duration.between(arrivals.get(0), arrivals.get(last)).minus(media).abs();
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

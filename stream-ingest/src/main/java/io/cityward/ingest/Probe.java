package io.cityward.ingest;

import io.cityward.ingest.SourceState.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at a camera once: what it sends, how soon, and if nothing, why. */
public final class Probe {

  private static final int KEY_FRAMES_WANTED = 2;

  private final StreamUrl url;
  private final SessionSettings settings;
  private final Clock clock;
  private final long started = System.nanoTime();
  private final KeyFrameSpacing spacing = new KeyFrameSpacing();
  private Optional<StreamInfo> stream = Optional.empty();
  private Optional<Duration> firstFrameAfter = Optional.empty();
  private Optional<Duration> clockOffset = Optional.empty();
  private Optional<byte[]> snapshot = Optional.empty();

  private Probe(StreamUrl url, SessionSettings settings, Clock clock) {
    this.url = url;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Blocks until two key frames came, the camera failed, or the time is over; the last only if a
   * picture came is a success.
   */
  public static ProbeReport look(
      StreamUrl url, SessionSettings settings, Duration limit, Clock clock) {
    return new Probe(url, settings.within(limit), clock).look(limit);
  }

  private ProbeReport look(Duration limit) {
    try {
      watch(limit);
      return report(
          new SourceFailure(Kind.STALLED, "no picture within " + Refusals.seconds(limit)));
    } catch (SourceFailure failure) {
      return report(failure);
    }
  }

  private void watch(Duration limit) throws SourceFailure {
    try (PacketSource source = Sources.of(url, settings)) {
      source.open();
      read(source, limit);
    }
  }

  private void read(PacketSource source, Duration limit) throws SourceFailure {
    ClockTrend cameraClock = new ClockTrend();
    try (PacketRing ring = new PacketRing(settings.ringDuration(), settings.ringBytes());
        LiveStream live =
            new LiveStream(
                source,
                settings,
                DecodePolicy.KEY_FRAMES,
                new MediaClock(),
                cameraClock,
                ring,
                spacing,
                clock)) {
      while (spacing.keys() < KEY_FRAMES_WANTED && left(limit).toMillis() > 0) {
        live.read();
        live.take(DecodePolicy.KEY_FRAMES, frame -> note(live, frame));
        clockOffset = cameraClock.now().map(CameraClock::offset);
        stream = stream.map(s -> live.info());
      }
    }
  }

  private void note(LiveStream live, Frame frame) {
    spacing.keyAt(frame.mediaTime());
    if (snapshot.isEmpty()) {
      firstFrameAfter = Optional.of(Duration.ofNanos(System.nanoTime() - started));
      stream = Optional.of(live.info());
      snapshot = Optional.of(SnapshotWriter.encode(frame, List.of()));
    }
  }

  private Duration left(Duration limit) {
    return limit.minusNanos(System.nanoTime() - started);
  }

  private ProbeReport report(SourceFailure failure) {
    SourceState state =
        snapshot.isPresent()
            ? new SourceState(Kind.LIVE, "sends pictures", clock.instant())
            : new SourceState(failure.kind(), failure.reason(), clock.instant());
    return new ProbeReport(
        url.masked(),
        state,
        stream,
        spacing.frames(),
        spacing.time(),
        firstFrameAfter,
        clockOffset,
        snapshot);
  }
}

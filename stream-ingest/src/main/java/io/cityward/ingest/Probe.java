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
    try (ReadDeadline deadline = new ReadDeadline()) {
      watch(deadline, limit);
      return report(
          new SourceFailure(Kind.STALLED, "no picture within " + Refusals.seconds(limit)));
    } catch (SourceFailure failure) {
      return report(failure);
    }
  }

  private void watch(ReadDeadline deadline, Duration limit) throws SourceFailure {
    try (Input input = Input.open(url, settings, deadline);
        PacketRing ring = new PacketRing(settings.ringDuration(), settings.ringBytes());
        LiveStream live =
            new LiveStream(
                input,
                deadline,
                url,
                settings,
                DecodePolicy.KEY_FRAMES,
                new MediaClock(),
                ring,
                spacing,
                clock)) {
      while (spacing.keys() < KEY_FRAMES_WANTED && left(limit).toMillis() > 0) {
        live.read();
        live.take(DecodePolicy.KEY_FRAMES, frame -> note(live, frame));
        clockOffset = live.clockOffset().or(() -> clockOffset);
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

package io.cityward.app.server;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.PacketRing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Finds streams that show what is now, and says why where none does. */
final class FreshStreams {

  /** A camera that has sent nothing for so long shows the past. */
  private static final Duration OLDEST = Duration.ofSeconds(15);

  private final StreamLookup streams;
  private final Clock clock;

  FreshStreams(StreamLookup streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  /**
   * A camera's packets, with at least one of the last seconds among them.
   *
   * @throws CityException NOT_FOUND if there is no such camera or stream; EXTERNAL_FAILED, with the
   *     reason, while it has no picture
   */
  PacketRing ring(String cameraId, boolean sub) {
    return streams
        .ring(cameraId, sub)
        .filter(ring -> ring.newest().filter(at -> at.isAfter(oldest())).isPresent())
        .orElseThrow(
            () ->
                new CityException(
                    ErrorCode.EXTERNAL_FAILED,
                    cameraId + ": no picture now: " + streams.whyNoPicture(cameraId)));
  }

  private Instant oldest() {
    return clock.instant().minus(OLDEST);
  }

  StreamLookup streams() {
    return streams;
  }
}

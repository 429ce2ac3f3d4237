package io.cityward.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * What one look at a camera found.
 *
 * @param url without credentials
 * @param state LIVE, or why there is no picture
 * @param gopFrames frames from key frame to key frame; 0 if two did not come in time
 * @param gop the same as media time; zero if two did not come in time
 * @param firstFrameAfter from the beginning of the connection to the first decoded picture
 * @param clockOffset camera's clock minus ours, from the RTCP sender reports; empty if it sent none
 * @param snapshot a JPEG of the first picture
 */
public record ProbeReport(
    String url,
    SourceState state,
    Optional<StreamInfo> stream,
    int gopFrames,
    Duration gop,
    Optional<Duration> firstFrameAfter,
    Optional<Duration> clockOffset,
    Optional<byte[]> snapshot) {

  public boolean works() {
    return state.kind() == SourceState.Kind.LIVE;
  }
}

package io.cityward.ingest;

import java.time.Instant;

/**
 * How a camera's source is doing.
 *
 * @param reason in words for an operator; says what happened and, while it waits, when it tries
 *     again
 * @param since when this state began
 */
public record SourceState(Kind kind, String reason, Instant since) {

  /** What a source can be. Only {@link #STOPPED} is final. */
  public enum Kind {
    CONNECTING,
    /** Packets arrive. */
    LIVE,
    /** Connected, but nothing comes, or nothing that goes on; until the next try. */
    STALLED,
    /** The connection was lost; waits before it tries again. */
    BACKING_OFF,
    /** Nobody listens, or the server says no; tries again later. */
    REFUSED,
    /** The server wants other credentials; tries again at the slowest pace. */
    UNAUTHORISED,
    /** It is there, but not a video that can be decoded; tries again at the slowest pace. */
    UNSUPPORTED,
    STOPPED
  }
}

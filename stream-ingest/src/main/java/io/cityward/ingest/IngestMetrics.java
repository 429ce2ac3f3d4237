package io.cityward.ingest;

/**
 * What a camera session counts. The identities:
 *
 * <pre>
 * packets       = packets decoded or in error + packets skipped (by policy, awaiting a key frame)
 * frames decoded = frames delivered + frames skipped (by the policy's pace, or to catch up)
 * </pre>
 *
 * Packets that are decoded later after all, to catch up, stay counted as skipped. Damaged frames
 * are among those decoded. A frame delivered to a listener that throws is delivered, and a listener
 * failure besides. Called on the session's thread; must not block.
 */
public interface IngestMetrics {

  /** Counts nothing. */
  IngestMetrics NOOP = new IngestMetrics() {};

  /** Why a packet did not reach the decoder. */
  enum Skip {
    POLICY,
    AWAITING_KEY
  }

  default void packet(boolean key, int bytes) {}

  default void packetSkipped(Skip why) {}

  default void decodeError() {}

  default void frameDecoded() {}

  default void frameSkipped() {}

  /** One of those decoded shows that something was lost. */
  default void frameDamaged() {}

  /** What a packet took in the decoder. */
  default void decodeTook(long nanos) {}

  /** Network packets that did not come. */
  default void packetsLost(long count) {}

  /** What the ring holds, told with each key frame. */
  default void ringHolds(long bytes) {}

  default void frameDelivered() {}

  default void listenerFailed() {}

  /** A connection was lost or refused, and another one is tried. */
  default void reconnect() {}

  default void state(SourceState.Kind kind) {}
}

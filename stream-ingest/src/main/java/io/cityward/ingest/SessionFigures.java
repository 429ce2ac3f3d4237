package io.cityward.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * A session's counters since its start; {@link IngestMetrics} tells what must add up.
 *
 * @param packets video packets received
 * @param bytes of these packets
 * @param keyPackets those of them that are key frames
 * @param packetsSkipped not decoded, by policy or for want of a key frame
 * @param packetsLost network packets that did not come, as far as the source can tell
 * @param framesDamaged those decoded that show that something was lost
 * @param decodeNanos time spent in the decoder
 * @param ringBytes held now for clips
 * @param gop from key frame to key frame, as last seen; empty before the second one
 * @param listenerFailures exceptions thrown by the listener
 */
public record SessionFigures(
    long packets,
    long bytes,
    long keyPackets,
    long packetsSkipped,
    long decodeErrors,
    long framesDecoded,
    long framesDelivered,
    long packetsLost,
    long framesDamaged,
    long decodeNanos,
    long ringBytes,
    Optional<Duration> gop,
    long listenerFailures,
    long reconnects) {}

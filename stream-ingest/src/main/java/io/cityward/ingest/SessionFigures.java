package io.cityward.ingest;

/**
 * A session's counters since its start; {@link IngestMetrics} tells what must add up.
 *
 * @param packets video packets received
 * @param bytes of these packets
 * @param keyPackets those of them that are key frames
 * @param packetsSkipped not decoded, by policy or for want of a key frame
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
    long listenerFailures,
    long reconnects) {}

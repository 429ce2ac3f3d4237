package io.cityward.ingest.rtsp;

/**
 * What a client has received.
 *
 * @param packets RTP packets that were used
 * @param lost RTP packets that never came, by their numbers
 * @param late RTP packets dropped: too late, twice, or out of nowhere
 * @param bytes payload of the packets used
 * @param junkBytes skipped between frames, since they were none
 * @param droppedUnits pictures too large to be kept
 */
public record RtspFigures(
    long packets, long lost, long late, long bytes, long junkBytes, long droppedUnits) {}

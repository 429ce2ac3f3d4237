package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.VideoFormat.Codec;

/**
 * The video that a camera describes.
 *
 * @param control its address, absolute or not; empty if it has none of its own
 * @param payloadType of its RTP packets
 * @param ordered whether each NAL unit has its place in decoding order in front (H.265's DONL)
 * @param parameterSets as Annex B bytes, maybe none
 * @param framesPerSecond 0 if not declared
 */
record VideoTrack(
    Codec codec,
    String control,
    int payloadType,
    boolean ordered,
    ParameterSets parameterSets,
    double framesPerSecond) {}

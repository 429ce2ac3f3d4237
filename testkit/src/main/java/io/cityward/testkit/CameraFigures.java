package io.cityward.testkit;

/**
 * What a simulated camera has done since it was added.
 *
 * @param viewers how many play it now
 * @param pictures made into packets; none are made while nobody watches
 * @param packets RTP packets in those
 * @param bytes RTP headers and payload in those
 * @param droppedForSlowViewers pictures that a viewer missed because its connection was full; each
 *     viewer counts
 */
public record CameraFigures(
    int viewers, long pictures, long packets, long bytes, long droppedForSlowViewers) {}

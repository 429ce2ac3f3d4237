package io.cityward.app.pipeline;

import java.time.Instant;

/**
 * What a camera shows at a moment.
 *
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent")
public record CameraSnapshot(byte[] jpeg, Instant takenAt, int width, int height) {}

package io.cityward.alerts.algorithm;

import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a shadow claims to see. Raises no alert.
 *
 * @param findingId unique; the same again is brought up to date
 * @param lastSeenAt when it was last told of
 * @param endedAt empty while it goes on
 */
public record ShadowFinding(
    String findingId,
    VersionId version,
    CameraId camera,
    String scene,
    Instant beganAt,
    Instant lastSeenAt,
    Optional<Instant> endedAt,
    Box box,
    double score) {}

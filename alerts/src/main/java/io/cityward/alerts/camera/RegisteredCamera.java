package io.cityward.alerts.camera;

import io.cityward.core.CameraId;
import java.time.Instant;

/**
 * A camera of the registry.
 *
 * @param revision rises with every change; a change says on which it is based
 * @param enabled whether it is connected to
 * @param settings JSON in the shape of a camera of the configuration file, without user and
 *     password; the registry does not look into it
 */
public record RegisteredCamera(
    CameraId id,
    long revision,
    boolean enabled,
    String settings,
    Login login,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {}

package io.cityward.alerts.algorithm;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;

/**
 * That a shadow looked at a scene of a camera for some time.
 *
 * @param until empty while it does
 */
public record ShadowWatch(CameraId camera, String scene, Instant since, Optional<Instant> until) {}

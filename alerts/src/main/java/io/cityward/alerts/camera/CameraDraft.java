package io.cityward.alerts.camera;

import io.cityward.core.CameraId;

/** What somebody wants a camera to be; parameters as in {@link RegisteredCamera}. */
public record CameraDraft(CameraId id, boolean enabled, String settings, Login login) {}

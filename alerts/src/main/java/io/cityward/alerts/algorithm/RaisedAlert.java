package io.cityward.alerts.algorithm;

import io.cityward.alerts.alert.AlertId;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;

/**
 * An alert, as far as a shadow's finding is held against it.
 *
 * @param until its end, or when it was last seen
 */
public record RaisedAlert(
    AlertId id, CameraId camera, String scene, Instant from, Instant until, Box box) {}

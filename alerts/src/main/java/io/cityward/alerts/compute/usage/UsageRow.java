package io.cityward.alerts.compute.usage;

import io.cityward.core.CameraId;
import java.time.Instant;

/**
 * What one task used in one minute on one worker.
 *
 * @param minute its beginning
 * @param worker tells apart who counted; a process that starts again is another one, so that what
 *     it counts in the same minute adds up
 * @param version of the algorithm's pack
 */
public record UsageRow(
    Instant minute,
    String worker,
    String department,
    String algorithm,
    String version,
    CameraId camera,
    String scene,
    Frames frames) {}

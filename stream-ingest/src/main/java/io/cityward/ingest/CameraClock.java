package io.cityward.ingest;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A camera's own clock against ours, by its RTCP sender reports.
 *
 * @param offset camera's clock minus ours, with the shortest way a packet took in the last minutes
 * @param driftPpm how much faster it runs than ours, in parts per million; empty until it was
 *     watched for a minute or so
 */
public record CameraClock(Duration offset, OptionalDouble driftPpm) {}

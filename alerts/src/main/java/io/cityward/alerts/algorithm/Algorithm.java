package io.cityward.alerts.algorithm;

import java.time.Instant;

/**
 * An algorithm of the repository.
 *
 * @param revision of its roles; a change says which one it has seen
 */
public record Algorithm(
    String name, long revision, Roles roles, Instant changedAt, String changedBy) {}

package io.cityward.alerts.calibration;

import io.cityward.alerts.algorithm.VersionId;
import java.time.Instant;
import java.util.Optional;

/**
 * How sure a scene was of an alert, and whether it was right.
 *
 * @param score the best that the alert reached, 0..1: what decides whether it is raised
 * @param foundBy whose detections the scene saw; scores of several versions say nothing together
 */
public record JudgedScore(
    double score, boolean confirmed, Instant raisedAt, Optional<VersionId> foundBy) {}

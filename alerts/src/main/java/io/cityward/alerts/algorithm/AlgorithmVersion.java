package io.cityward.alerts.algorithm;

import java.time.Instant;
import java.util.Optional;

/**
 * A version in the repository.
 *
 * @param stateReason why it is in this state, in words
 * @param trial the last one; empty before it, and for what came with Cityward and was not tried
 *     here
 */
public record AlgorithmVersion(
    VersionId id,
    VersionOrigin origin,
    VersionState state,
    String stateReason,
    PackFacts facts,
    Instant uploadedAt,
    String uploadedBy,
    Optional<TrialReport> trial) {

  AlgorithmVersion in(VersionState state, String reason, Optional<TrialReport> trial) {
    return new AlgorithmVersion(id, origin, state, reason, facts, uploadedAt, uploadedBy, trial);
  }
}

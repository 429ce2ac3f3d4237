package io.cityward.scenes.health;

import io.cityward.scenes.Finding.Phase;
import java.time.Instant;

/**
 * That something is wrong with a camera's picture, or is no longer.
 *
 * @param phase reported once as it begins, each minute while it goes on, and once when it ends
 * @param since when it was first seen
 * @param seen when this was observed; for an end, when it was last seen
 * @param reason why, for a person to read
 */
public record Health(
    Condition condition, Phase phase, Instant since, Instant seen, String reason) {}

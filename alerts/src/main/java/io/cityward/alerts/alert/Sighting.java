package io.cityward.alerts.alert;

import io.cityward.core.Box;
import java.time.Instant;

/**
 * One time the cause was seen anew.
 *
 * @param position 1 for the sighting that opened the alert, and so on
 * @param reason what the scene saw, and why it was joined to the alert
 */
public record Sighting(
    int position, Instant seenAt, String trackId, Box box, double score, String reason) {}

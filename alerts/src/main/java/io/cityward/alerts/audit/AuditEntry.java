package io.cityward.alerts.audit;

import java.time.Instant;

/**
 * One change that somebody made.
 *
 * @param actor who; "cityward" for what it does by itself
 * @param action what was done, as {@code noun.verb}: {@code application.decide}
 * @param subject to what, as {@code kind/id}: {@code department/traffic-police}
 * @param reason in the actor's words, or empty
 * @param before what it was, as JSON; empty where there was nothing
 * @param after what it is now, as JSON; empty where nothing is left
 */
public record AuditEntry(
    Instant at,
    String actor,
    String action,
    String subject,
    String reason,
    String before,
    String after) {}

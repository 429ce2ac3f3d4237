package io.cityward.alerts.registry;

/**
 * Who wants something done.
 *
 * @param key the same key again changes nothing
 */
public record Command(String actor, String key) {}

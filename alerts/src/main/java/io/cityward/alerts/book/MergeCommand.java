package io.cityward.alerts.book;

import io.cityward.alerts.alert.AlertId;
import java.util.OptionalLong;

/**
 * Somebody says that two cases are one.
 *
 * @param into the case that goes on
 * @param from the case that ends as its duplicate
 * @param note why, in free words
 * @param intoVersion the version of its work order that the caller has seen; empty for any
 * @param fromVersion likewise
 * @param key the same key again changes nothing
 */
public record MergeCommand(
    AlertId into,
    AlertId from,
    String actor,
    String note,
    OptionalLong intoVersion,
    OptionalLong fromVersion,
    String key) {}

package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import java.util.OptionalLong;

/**
 * Who wants something of an order.
 *
 * @param note reason or comment; at most 900 characters
 * @param expectedVersion the version the caller has seen; empty for any
 * @param key the same key again changes nothing
 */
public record OrderRequest(
    OrderId order, String actor, String note, OptionalLong expectedVersion, String key) {}

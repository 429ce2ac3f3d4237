package io.cityward.alerts.book;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.workorder.OrderAction;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody wants done to a work order.
 *
 * @param note reason or comment
 * @param department id, for a dispatch; empty leaves the choice to the rules
 * @param expectedVersion the version the caller has seen; empty for any
 * @param key the same key again changes nothing
 */
public record OrderCommand(
    OrderId order,
    OrderAction action,
    String actor,
    String note,
    Optional<String> department,
    OptionalLong expectedVersion,
    String key) {}

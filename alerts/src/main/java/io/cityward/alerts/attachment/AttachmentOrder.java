package io.cityward.alerts.attachment;

import io.cityward.alerts.alert.OrderId;

/**
 * What somebody wants to put to an order.
 *
 * @param sha256 lower-case hex, as announced
 * @param key the same key again changes nothing
 */
public record AttachmentOrder(
    OrderId order,
    String fileName,
    long bytes,
    String sha256,
    String note,
    String actor,
    String key) {}

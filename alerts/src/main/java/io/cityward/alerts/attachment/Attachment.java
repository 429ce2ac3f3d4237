package io.cityward.alerts.attachment;

import io.cityward.alerts.alert.OrderId;
import java.time.Instant;

/**
 * A file that somebody put to an order. It never changes.
 *
 * @param fileName as people know it; not where it lies
 * @param sha256 lower-case hex
 * @param path where the server offers it: "/evidence/…"
 */
public record Attachment(
    AttachmentId id,
    OrderId order,
    String fileName,
    FileType type,
    long bytes,
    String sha256,
    String path,
    String note,
    Instant at,
    String actor) {}

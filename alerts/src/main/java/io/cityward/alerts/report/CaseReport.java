package io.cityward.alerts.report;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import java.time.Instant;

/**
 * A report as the book keeps it.
 *
 * @param joined whether its case was open already
 * @param reason why it joined, or why it opened one
 */
public record CaseReport(
    ReportId id,
    AlertId alert,
    OrderId order,
    CaseDraft draft,
    Instant reportedAt,
    boolean joined,
    String reason) {}

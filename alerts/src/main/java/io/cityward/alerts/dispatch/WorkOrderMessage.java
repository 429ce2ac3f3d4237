package io.cityward.alerts.dispatch;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.workorder.WorkOrder;

/**
 * What a city system is told.
 *
 * @param idempotencyKey the same through all retries of one dispatch
 * @param evidenceBaseUrl prefix that makes the alert's evidence paths absolute; may be empty
 */
public record WorkOrderMessage(
    String idempotencyKey, WorkOrder order, Alert alert, String evidenceBaseUrl) {}

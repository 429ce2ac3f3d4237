package io.cityward.alerts.book;

import io.cityward.alerts.alert.Alert;

/**
 * Two cases after they were merged, or after one was split.
 *
 * @param kept the case that went on under its own number
 * @param other the duplicate, or the new case
 */
public record Regrouped(Alert kept, Alert other) {}

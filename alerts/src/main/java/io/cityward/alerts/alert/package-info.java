/**
 * The words of an alert: what a scene reports, what the book keeps, and how the one changes the
 * other. Values only. Start reading at {@link io.cityward.alerts.alert.FindingReport} for what
 * comes in and at {@link io.cityward.alerts.alert.Alert} for what it becomes.
 */
package io.cityward.alerts.alert;

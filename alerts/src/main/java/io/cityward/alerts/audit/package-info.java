/**
 * Who changed what, when and why, written in the very transaction that changes it. Start reading at
 * {@link io.cityward.alerts.audit.AuditEntry}.
 */
package io.cityward.alerts.audit;

/**
 * The files that show what happened, each written once and hashed as it is taken. Start reading at
 * {@link io.cityward.alerts.evidence.EvidenceStore}.
 */
package io.cityward.alerts.evidence;

/**
 * Decides whether a finding is a new event or one that is known already. A pure function of the
 * report, what is known of its finding and the open cases; whoever calls it makes it atomic. Start
 * reading at {@link io.cityward.alerts.dedup.Deduplicator}.
 */
package io.cityward.alerts.dedup;

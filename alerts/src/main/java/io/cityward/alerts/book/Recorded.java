package io.cityward.alerts.book;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.dedup.DedupDecision;

/** What became of a finding report, and the alert that it belongs to. */
public record Recorded(DedupDecision decision, AlertId alert) {}

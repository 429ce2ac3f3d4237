package io.cityward.alerts.supervision;

import java.time.Instant;

/** Deadlines stand still 挂账, from one time to another. */
public record Suspension(Instant at, Instant until) {}

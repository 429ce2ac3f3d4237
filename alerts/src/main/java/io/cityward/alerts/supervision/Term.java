package io.cityward.alerts.supervision;

import java.time.Instant;

/** From when until when a department has time to handle, its acceptance included. */
public record Term(Instant from, Instant by) {}

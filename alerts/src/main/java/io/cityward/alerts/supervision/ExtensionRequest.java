package io.cityward.alerts.supervision;

import java.time.Instant;

/** A handler asks for more time 申请延期. */
public record ExtensionRequest(Instant until, String reason, String by, Instant at) {}

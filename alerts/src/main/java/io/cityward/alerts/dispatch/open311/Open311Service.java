package io.cityward.alerts.dispatch.open311;

/** A kind of event that can be reported. */
public record Open311Service(String code, String name, String group) {}

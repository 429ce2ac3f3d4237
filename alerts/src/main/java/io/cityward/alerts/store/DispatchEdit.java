package io.cityward.alerts.store;

/**
 * What an operator changed of a dispatch; empty texts change nothing.
 *
 * @param eventCode in the words of the system that gets it
 * @param note goes with the message
 */
public record DispatchEdit(String eventCode, String eventName, String note) {}

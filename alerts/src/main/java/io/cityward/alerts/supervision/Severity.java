package io.cityward.alerts.supervision;

/** How much an event matters, from 轻微 over 一般 and 严重 to 紧急. */
public enum Severity {
  LOW,
  NORMAL,
  HIGH,
  URGENT
}

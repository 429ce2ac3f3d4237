package io.cityward.alerts.alert;

/** What people say about an alert; PENDING while nobody has looked. */
public enum Verdict {
  PENDING,
  CONFIRMED,
  REJECTED
}

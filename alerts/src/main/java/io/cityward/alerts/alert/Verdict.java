package io.cityward.alerts.alert;

/** What people say about an alert; PENDING while nobody has looked. */
public enum Verdict {
  PENDING,
  CONFIRMED,
  REJECTED,
  /** An event, but one that has a case already; says nothing against the scene. */
  DUPLICATE
}

package io.cityward.alerts.alert;

/** Where a finding stands: it begins once, may go on any number of times, and ends once. */
public enum Phase {
  BEGUN,
  ONGOING,
  ENDED
}

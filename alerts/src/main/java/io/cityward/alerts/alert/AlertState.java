package io.cityward.alerts.alert;

/** Whether the cause of an alert is still in the picture. */
public enum AlertState {
  ONGOING,
  ENDED
}

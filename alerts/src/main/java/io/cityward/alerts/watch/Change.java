package io.cityward.alerts.watch;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.store.EventLog;
import io.cityward.alerts.workorder.WorkOrder;

/** One entry of the event log, with what it speaks of as that was when the log was read. */
public sealed interface Change {

  /** Its place in the log; rises by one. */
  long seq();

  /** An alert was raised, updated or ended. */
  record AlertChange(long seq, EventLog.Kind kind, Alert alert) implements Change {}

  /** A work order was opened, moved or delivered. */
  record OrderChange(long seq, WorkOrder order) implements Change {}
}

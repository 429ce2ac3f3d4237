/**
 * The case that follows an alert until the place is clean: its states, what may be done in each,
 * and which department gets it. Values and pure functions only. Start reading at {@link
 * io.cityward.alerts.workorder.WorkOrderMachine}.
 */
package io.cityward.alerts.workorder;

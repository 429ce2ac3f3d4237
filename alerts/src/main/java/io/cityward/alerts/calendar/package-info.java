/**
 * Working time: which hours count towards a deadline. Pure. Start reading at {@link
 * io.cityward.alerts.calendar.WorkingCalendar}.
 */
package io.cityward.alerts.calendar;

/**
 * What people and other systems report by hand, and whether it is what a case is open for. Values
 * and a pure function. Start reading at {@link io.cityward.alerts.report.ReportMatcher}.
 */
package io.cityward.alerts.report;

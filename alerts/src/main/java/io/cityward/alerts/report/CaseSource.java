package io.cityward.alerts.report;

/** Who reports by hand: 采集员, 市民, 热线, another system. */
public enum CaseSource {
  INSPECTOR,
  CITIZEN,
  HOTLINE,
  SYSTEM
}

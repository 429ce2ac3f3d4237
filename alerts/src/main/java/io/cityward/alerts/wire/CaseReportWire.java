package io.cityward.alerts.wire;

import io.cityward.alerts.report.CaseDraft;
import io.cityward.alerts.report.CaseReport;
import io.cityward.alerts.report.Reporter;
import io.cityward.proto.v1.CaseSource;

/** Reports by hand, on the wire. */
public final class CaseReportWire {

  private CaseReportWire() {}

  /** For lists and answers to anybody: the reporter masked. */
  public static io.cityward.proto.v1.CaseReport masked(CaseReport report) {
    return report(report, report.draft().reporter().masked());
  }

  /** With the reporter in full. */
  public static io.cityward.proto.v1.CaseReport revealed(CaseReport report) {
    return report(report, report.draft().reporter());
  }

  private static io.cityward.proto.v1.CaseReport report(CaseReport report, Reporter reporter) {
    CaseDraft draft = report.draft();
    return io.cityward.proto.v1.CaseReport.newBuilder()
        .setId(report.id().toString())
        .setAlertId(report.alert().toString())
        .setWorkOrderId(report.order().toString())
        .setJoined(report.joined())
        .setReason(report.reason())
        .setSource(CaseSource.valueOf("CASE_SOURCE_" + draft.source()))
        .setSystem(draft.system())
        .setKey(draft.key())
        .setEventCode(draft.eventCode())
        .setEventName(draft.eventName())
        .setPlace(CommonWire.place(draft.place()))
        .setDescription(draft.description())
        .setReporter(
            io.cityward.proto.v1.Reporter.newBuilder()
                .setName(reporter.name())
                .setContact(reporter.contact()))
        .setSeenAt(CommonWire.timestamp(draft.seenAt()))
        .setReportedAt(CommonWire.timestamp(report.reportedAt()))
        .setActor(draft.actor())
        .build();
  }
}

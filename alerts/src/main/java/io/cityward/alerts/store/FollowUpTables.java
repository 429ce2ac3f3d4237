package io.cityward.alerts.store;

import org.jdbi.v3.core.Handle;

/** The tables of what is done about orders beside moving them. */
public record FollowUpTables(
    SupervisionTable supervision,
    RemarkTable remarks,
    NoticeTable notices,
    AttachmentTable attachments,
    CaseReportTable reports) {

  static FollowUpTables on(Handle handle) {
    return new FollowUpTables(
        new SupervisionTable(handle),
        new RemarkTable(handle),
        new NoticeTable(handle),
        new AttachmentTable(handle),
        new CaseReportTable(handle));
  }
}

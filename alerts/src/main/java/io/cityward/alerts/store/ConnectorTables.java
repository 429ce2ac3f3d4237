package io.cityward.alerts.store;

import org.jdbi.v3.core.Handle;

/** The tables around the outbox. */
public record ConnectorTables(
    DispatchEditTable edits,
    DeliveryQueries deliveries,
    OutsideReportTable reports,
    NoticeDeliveryTable notices) {

  static ConnectorTables on(Handle handle) {
    return new ConnectorTables(
        new DispatchEditTable(handle),
        new DeliveryQueries(handle),
        new OutsideReportTable(handle),
        new NoticeDeliveryTable(handle));
  }
}

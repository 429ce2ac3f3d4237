package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What operators changed of dispatches. */
public final class DispatchEditTable {

  private final Handle handle;

  DispatchEditTable(Handle handle) {
    this.handle = handle;
  }

  public Optional<DispatchEdit> find(OrderId order, int dispatch) {
    return handle
        .createQuery(
            "SELECT event_code, event_name, note FROM dispatch_edits"
                + " WHERE order_number = :order AND dispatch = :dispatch")
        .bind("order", order.number())
        .bind("dispatch", dispatch)
        .map(
            (row, context) ->
                new DispatchEdit(row.getString(1), row.getString(2), row.getString(3)))
        .findOne();
  }

  public void put(OrderId order, int dispatch, DispatchEdit edit) {
    handle
        .createUpdate(
            "INSERT INTO dispatch_edits (order_number, dispatch, event_code, event_name, note)"
                + " VALUES (:order, :dispatch, :code, :name, :note)"
                + " ON CONFLICT (order_number, dispatch) DO UPDATE SET"
                + " event_code = excluded.event_code, event_name = excluded.event_name,"
                + " note = excluded.note")
        .bind("order", order.number())
        .bind("dispatch", dispatch)
        .bind("code", edit.eventCode())
        .bind("name", edit.eventName())
        .bind("note", edit.note())
        .execute();
  }
}

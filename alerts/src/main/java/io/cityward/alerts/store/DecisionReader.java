package io.cityward.alerts.store;

import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.workorder.OrderState;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which departments orders went to. */
public final class DecisionReader {

  /** Where an order went, by whose choice, and where it stands. */
  public record Row(
      Subject subject, String department, String dispatchedBy, OrderState state, Instant at) {}

  private final Handle handle;

  DecisionReader(Handle handle) {
    this.handle = handle;
  }

  /** The newest orders that went to a department, newest first. */
  public List<Row> newest(int most) {
    return handle
        .createQuery(
            "SELECT o.department_id, o.dispatched_by, o.state AS order_state, o.created_at,"
                + " a.camera_id, a.camera_name, a.place_id, a.place_name, a.place_area, a.latitude,"
                + " a.longitude, a.scene, a.zone_id, a.zone_kind, a.event_code, a.event_name"
                + " FROM work_orders o JOIN alerts a ON a.number = o.alert_number"
                + " WHERE o.department_id <> '' ORDER BY o.number DESC LIMIT :most")
        .bind("most", most)
        .map(
            (row, context) ->
                new Row(
                    Columns.subject(row),
                    row.getString("department_id"),
                    row.getString("dispatched_by"),
                    OrderState.valueOf(row.getString("order_state")),
                    Columns.time(row, "created_at")))
        .list();
  }

  /** How many orders wait for a person to name their department. */
  public long waiting() {
    return handle
        .createQuery("SELECT COUNT(*) FROM work_orders WHERE state IN ('REGISTERED', 'RETURNED')")
        .mapTo(Long.class)
        .one();
  }
}

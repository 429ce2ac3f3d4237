package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.supervision.Remark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What people said about orders; only ever grows. */
public final class RemarkTable {

  private final Handle handle;

  RemarkTable(Handle handle) {
    this.handle = handle;
  }

  public void add(
      OrderId order,
      Instant at,
      String actor,
      Remark.Kind kind,
      String text,
      Optional<Instant> until) {
    handle
        .createUpdate(
            "INSERT INTO order_remarks (order_number, position, at, actor, kind, text, until_at)"
                + " SELECT :order, COALESCE(MAX(position), 0) + 1, :at, :actor, :kind, :text,"
                + " :until FROM order_remarks WHERE order_number = :order")
        .bind("order", order.number())
        .bind("at", Columns.micros(at))
        .bind("actor", actor)
        .bind("kind", kind.name())
        .bind("text", text)
        .bind("until", Columns.micros(until))
        .execute();
  }

  /**
   * A page of an order's remarks, newest first.
   *
   * @param kinds empty for any
   * @param before only those with a smaller position
   */
  public List<Remark> page(OrderId order, Set<Remark.Kind> kinds, long before, int limit) {
    Conditions conditions =
        new Conditions()
            .and("order_number = :order", "order", order.number())
            .and("position < :before", "before", before);
    conditions.in("kind", "kinds", kinds.stream().map(Enum::name).toList());
    Query query =
        handle.createQuery(
            "SELECT * FROM order_remarks WHERE "
                + conditions.sql()
                + " ORDER BY position DESC LIMIT :max");
    return conditions
        .bind(query)
        .bind("max", limit)
        .map(
            (row, context) ->
                new Remark(
                    row.getInt("position"),
                    Columns.time(row, "at"),
                    row.getString("actor"),
                    Remark.Kind.valueOf(row.getString("kind")),
                    row.getString("text"),
                    Columns.optionalTime(row, "until_at")))
        .list();
  }
}

package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.notice.NoticeDelivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What people are told, one row per channel and person; and the orders that nobody accepted yet.
 */
public final class NoticeDeliveryTable {

  /**
   * A dispatched order that waits to be accepted.
   *
   * @param step how often it was told that nobody has
   */
  public record Wait(OrderId order, int dispatch, int step) {}

  private final Handle handle;

  NoticeDeliveryTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a delivery unless its notice has one on this channel to this recipient. */
  public void add(NoticeDelivery delivery) {
    boolean known =
        handle
            .createQuery(
                "SELECT 1 FROM notice_deliveries WHERE notice_key = :key"
                    + " AND channel = :channel AND recipient = :recipient")
            .bind("key", delivery.key())
            .bind("channel", delivery.channel())
            .bind("recipient", delivery.recipient())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (known) {
      return;
    }
    handle
        .createUpdate(
            "INSERT INTO notice_deliveries (number, notice_key, kind, title, words, channel,"
                + " recipient, concerned, order_number, state, attempts, last_error, created_at,"
                + " due_at) VALUES (:number, :key, :kind, :title, :words, :channel, :recipient,"
                + " :concerned, :order, :state, :attempts, :error, :created, :due)")
        .bind("number", Columns.next(handle, "notice_delivery"))
        .bind("key", delivery.key())
        .bind("kind", delivery.kind())
        .bind("title", delivery.title())
        .bind("words", delivery.words())
        .bind("channel", delivery.channel())
        .bind("recipient", delivery.recipient())
        .bind("concerned", delivery.concerned())
        .bind("order", delivery.order().map(OrderId::number).orElse(null))
        .bind("state", delivery.state().name())
        .bind("attempts", delivery.attempts())
        .bind("error", delivery.lastError())
        .bind("created", Columns.micros(delivery.createdAt()))
        .bind("due", Columns.micros(delivery.dueAt()))
        .execute();
  }

  public void update(NoticeDelivery delivery) {
    handle
        .createUpdate(
            "UPDATE notice_deliveries SET state = :state, attempts = :attempts,"
                + " last_error = :error, due_at = :due WHERE number = :number")
        .bind("number", delivery.number())
        .bind("state", delivery.state().name())
        .bind("attempts", delivery.attempts())
        .bind("error", delivery.lastError())
        .bind("due", Columns.micros(delivery.dueAt()))
        .execute();
  }

  /** The one that has been due longest on a channel. */
  public Optional<NoticeDelivery> due(String channel, Instant now) {
    return handle
        .createQuery(
            "SELECT * FROM notice_deliveries WHERE state = 'PENDING' AND channel = :channel"
                + " AND due_at <= :now ORDER BY due_at, number LIMIT 1")
        .bind("channel", channel)
        .bind("now", Columns.micros(now))
        .map((row, context) -> map(row))
        .findOne();
  }

  /** When the next one of a channel is due. */
  public Optional<Instant> nextDue(String channel) {
    return handle
        .createQuery(
            "SELECT due_at FROM notice_deliveries WHERE state = 'PENDING'"
                + " AND channel = :channel ORDER BY due_at LIMIT 1")
        .bind("channel", channel)
        .map((row, context) -> Columns.time(row, "due_at"))
        .findOne();
  }

  public long pending(String channel) {
    return handle
        .createQuery(
            "SELECT COUNT(*) FROM notice_deliveries WHERE state = 'PENDING' AND channel = :channel")
        .bind("channel", channel)
        .mapTo(Long.class)
        .one();
  }

  /** Newest first. */
  public List<NoticeDelivery> page(long before, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM notice_deliveries WHERE number < :before"
                + " ORDER BY number DESC LIMIT :max")
        .bind("before", before)
        .bind("max", limit)
        .map((row, context) -> map(row))
        .list();
  }

  /**
   * Forgets those that are settled and older, and waits that are over.
   *
   * @param over when waits are due that are over
   */
  public void prune(Instant before, Instant over) {
    handle
        .createUpdate(
            "DELETE FROM notice_waits WHERE due_at >= :over AND order_number NOT IN"
                + " (SELECT number FROM work_orders WHERE state = 'DISPATCHED')")
        .bind("over", Columns.micros(over))
        .execute();
    handle
        .createUpdate(
            "DELETE FROM notice_deliveries WHERE state <> 'PENDING' AND created_at < :before")
        .bind("before", Columns.micros(before))
        .execute();
  }

  /** Dispatched orders that nothing waits for yet, oldest first. */
  public List<Wait> fresh(int limit) {
    return handle
        .createQuery(
            "SELECT o.number, o.dispatches FROM work_orders o LEFT JOIN notice_waits w"
                + " ON w.order_number = o.number AND w.dispatch = o.dispatches"
                + " WHERE o.state = 'DISPATCHED' AND w.order_number IS NULL"
                + " ORDER BY o.number LIMIT :max")
        .bind("max", limit)
        .map((row, context) -> new Wait(new OrderId(row.getLong(1)), row.getInt(2), 0))
        .list();
  }

  /** What is due to be told of, the longest due first. */
  public List<Wait> dueWaits(Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT order_number, dispatch, step FROM notice_waits WHERE due_at <= :now"
                + " ORDER BY due_at, order_number LIMIT :max")
        .bind("now", Columns.micros(now))
        .bind("max", limit)
        .map((row, context) -> new Wait(new OrderId(row.getLong(1)), row.getInt(2), row.getInt(3)))
        .list();
  }

  /** Waits, or waits on. */
  public void put(Wait wait, Instant due) {
    handle
        .createUpdate(
            "INSERT INTO notice_waits (order_number, dispatch, step, due_at)"
                + " VALUES (:order, :dispatch, :step, :due)"
                + " ON CONFLICT (order_number, dispatch) DO UPDATE SET step = excluded.step,"
                + " due_at = excluded.due_at")
        .bind("order", wait.order().number())
        .bind("dispatch", wait.dispatch())
        .bind("step", wait.step())
        .bind("due", Columns.micros(due))
        .execute();
  }

  private static NoticeDelivery map(ResultSet row) throws SQLException {
    long order = row.getLong("order_number");
    Optional<OrderId> about = row.wasNull() ? Optional.empty() : Optional.of(new OrderId(order));
    return new NoticeDelivery(
        row.getLong("number"),
        row.getString("notice_key"),
        row.getString("kind"),
        row.getString("title"),
        row.getString("words"),
        row.getString("channel"),
        row.getString("recipient"),
        row.getString("concerned"),
        about,
        NoticeDelivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getString("last_error"),
        Columns.time(row, "created_at"),
        Columns.time(row, "due_at"));
  }
}

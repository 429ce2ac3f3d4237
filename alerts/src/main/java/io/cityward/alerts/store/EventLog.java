package io.cityward.alerts.store;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What changed, in order. An entry says which alert or order changed, not to what: who reads the
 * log later sees it as it is by then.
 *
 * <p>The numbers rise by one without a hole, so that a reader can tell when entries it has not read
 * were pruned.
 */
public final class EventLog {

  /** What kind of change. */
  public enum Kind {
    ALERT_RAISED,
    ALERT_UPDATED,
    ALERT_ENDED,
    ORDER_CHANGED
  }

  /**
   * One change.
   *
   * @param number of the alert or the order, by kind
   */
  public record Entry(long seq, Kind kind, long number) {}

  private final Handle handle;

  EventLog(Handle handle) {
    this.handle = handle;
  }

  public void append(Kind kind, AlertId alert) {
    append(kind, alert.number());
  }

  public void append(Kind kind, OrderId order) {
    append(kind, order.number());
  }

  private void append(Kind kind, long number) {
    handle
        .createUpdate("INSERT INTO events (seq, kind, number) VALUES (:seq, :kind, :number)")
        .bind("seq", Columns.next(handle, "event"))
        .bind("kind", kind.name())
        .bind("number", number)
        .execute();
  }

  /** Entries after a number, oldest first. */
  public List<Entry> after(long seq, int limit) {
    return handle
        .createQuery("SELECT * FROM events WHERE seq > :seq ORDER BY seq LIMIT :max")
        .bind("seq", seq)
        .bind("max", limit)
        .map(
            (row, context) ->
                new Entry(
                    row.getLong("seq"), Kind.valueOf(row.getString("kind")), row.getLong("number")))
        .list();
  }

  /** The number of the newest entry ever written; 0 in a fresh book. */
  public long head() {
    return handle
        .createQuery("SELECT value FROM counters WHERE name = 'event'")
        .mapTo(Long.class)
        .one();
  }

  /** The number of the oldest entry that is still kept. */
  public Optional<Long> oldest() {
    return handle.createQuery("SELECT MIN(seq) FROM events").mapTo(Long.class).findOne();
  }

  /** Forgets entries up to a number. */
  public void prune(long upTo) {
    handle.createUpdate("DELETE FROM events WHERE seq <= :seq").bind("seq", upTo).execute();
  }
}

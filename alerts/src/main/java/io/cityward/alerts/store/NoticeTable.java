package io.cityward.alerts.store;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What people must be told: stored with its reason, told at least once. */
public final class NoticeTable {

  /** A notice that waits, and how often it was tried. */
  public record Waiting(long seq, Notice notice, int attempts) {}

  private final Handle handle;

  NoticeTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a notice; false when its key was there before. */
  public boolean add(Notice notice) {
    boolean known =
        handle
            .createQuery("SELECT EXISTS (SELECT 1 FROM notices WHERE notice_key = :key)")
            .bind("key", notice.key())
            .mapTo(Boolean.class)
            .one();
    if (known) {
      return false;
    }
    handle
        .createUpdate(
            "INSERT INTO notices (seq, notice_key, order_number, kind, level, department_id,"
                + " department_name, due_at, words, at, attempts, next_attempt_at) VALUES (:seq,"
                + " :key, :order, :kind, :level, :department, :departmentName, :due, :words, :at,"
                + " 0, :at)")
        .bind("seq", Columns.next(handle, "notice"))
        .bind("key", notice.key())
        .bind("order", notice.order().number())
        .bind("kind", notice.kind().name())
        .bind("level", notice.level().name())
        .bind("department", notice.departmentId())
        .bind("departmentName", notice.departmentName())
        .bind("due", Columns.micros(notice.due()))
        .bind("words", notice.words())
        .bind("at", Columns.micros(notice.at()))
        .execute();
    return true;
  }

  public boolean anyWaiting(Instant now) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM notices WHERE next_attempt_at <= :now)")
        .bind("now", Columns.micros(now))
        .mapTo(Boolean.class)
        .one();
  }

  /** Notices that wait to be told, oldest first; nobody else gets them until a time. */
  public List<Waiting> take(Instant now, Instant until, int limit) {
    List<Waiting> waiting =
        handle
            .createQuery(
                "SELECT n.*, a.event_code, a.event_name, a.place_name, a.place_area, a.latitude,"
                    + " a.longitude FROM notices n JOIN work_orders o ON o.number ="
                    + " n.order_number JOIN alerts a ON a.number = o.alert_number"
                    + " WHERE n.next_attempt_at <= :now ORDER BY n.seq LIMIT :max")
            .bind("now", Columns.micros(now))
            .bind("max", limit)
            .map((row, context) -> map(row))
            .list();
    waiting.forEach(w -> retry(w.seq(), w.attempts(), until));
    return waiting;
  }

  public void told(long seq) {
    handle
        .createUpdate("UPDATE notices SET next_attempt_at = NULL WHERE seq = :seq")
        .bind("seq", seq)
        .execute();
  }

  public void retry(long seq, int attempts, Instant next) {
    handle
        .createUpdate(
            "UPDATE notices SET attempts = :attempts, next_attempt_at = :next WHERE seq = :seq")
        .bind("seq", seq)
        .bind("attempts", attempts)
        .bind("next", Columns.micros(next))
        .execute();
  }

  private static Waiting map(ResultSet row) throws SQLException {
    Optional<Instant> due = Columns.optionalTime(row, "due_at");
    return new Waiting(
        row.getLong("seq"),
        new Notice(
            row.getString("notice_key"),
            Notice.Kind.valueOf(row.getString("kind")),
            Level.valueOf(row.getString("level")),
            row.getString("department_id"),
            row.getString("department_name"),
            new OrderId(row.getLong("order_number")),
            row.getString("event_code"),
            row.getString("event_name"),
            new Place(
                row.getString("place_name"),
                row.getString("place_area"),
                row.getDouble("latitude"),
                row.getDouble("longitude")),
            due,
            row.getString("words"),
            Columns.time(row, "at")),
        row.getInt("attempts"));
  }
}

package io.cityward.alerts.store;

import io.cityward.alerts.audit.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who changed what; only ever grows. */
public final class AuditTable {

  /** An entry with its place in the table. */
  public record Numbered(long seq, AuditEntry entry) {}

  private final Handle handle;

  AuditTable(Handle handle) {
    this.handle = handle;
  }

  public void append(AuditEntry entry) {
    handle
        .createUpdate(
            "INSERT INTO audit (seq, at, actor, action, subject, reason, before_value, after_value)"
                + " VALUES (:seq, :at, :actor, :action, :subject, :reason, :before, :after)")
        .bind("seq", Columns.next(handle, "audit"))
        .bind("at", Columns.micros(entry.at()))
        .bind("actor", entry.actor())
        .bind("action", entry.action())
        .bind("subject", entry.subject())
        .bind("reason", entry.reason())
        .bind("before", entry.before())
        .bind("after", entry.after())
        .execute();
  }

  /**
   * Newest first.
   *
   * @param subjects the beginning of what is asked for, such as {@code department/}; empty: all
   * @param below older than this place in the table
   */
  public List<Numbered> page(String subjects, long below, int size) {
    return handle
        .createQuery(
            "SELECT * FROM audit WHERE seq < :below AND substr(subject, 1, :length) = :subjects"
                + " ORDER BY seq DESC LIMIT :size")
        .bind("below", below)
        .bind("length", subjects.length())
        .bind("subjects", subjects)
        .bind("size", size)
        .map((row, context) -> read(row))
        .list();
  }

  private static Numbered read(ResultSet row) throws SQLException {
    return new Numbered(
        row.getLong("seq"),
        new AuditEntry(
            Columns.time(row, "at"),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("reason"),
            row.getString("before_value"),
            row.getString("after_value")));
  }
}

package io.cityward.alerts.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Settings of dispatching that are edited as a whole, each with its revision. */
public final class DispatchSettingTable {

  /** Which setting. */
  public enum Name {
    AREAS,
    RULES,
    LEARNED;

    private String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A setting as it is. */
  public record Setting(long revision, String content, Instant changedAt, String changedBy) {}

  private final Handle handle;

  DispatchSettingTable(Handle handle) {
    this.handle = handle;
  }

  /** 0 as long as it was never changed. */
  public long revision(Name name) {
    return handle
        .createQuery("SELECT revision FROM dispatch_settings WHERE name = :name")
        .bind("name", name.key())
        .mapTo(Long.class)
        .one();
  }

  public Setting get(Name name) {
    return handle
        .createQuery("SELECT * FROM dispatch_settings WHERE name = :name")
        .bind("name", name.key())
        .map(
            (row, context) ->
                new Setting(
                    row.getLong("revision"),
                    row.getString("content"),
                    Columns.time(row, "changed_at"),
                    row.getString("changed_by")))
        .one();
  }

  /** Writes the next revision. */
  public void put(Name name, String content, Instant at, String by) {
    handle
        .createUpdate(
            "UPDATE dispatch_settings SET revision = revision + 1, content = :content,"
                + " changed_at = :at, changed_by = :by WHERE name = :name")
        .bind("name", name.key())
        .bind("content", content)
        .bind("at", Columns.micros(at))
        .bind("by", by)
        .execute();
  }
}

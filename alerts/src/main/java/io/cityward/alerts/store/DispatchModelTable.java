package io.cityward.alerts.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What was learned from past decisions, version by version. */
public final class DispatchModelTable {

  private static final int KEPT = 20;

  /** A version as it lies in the book; report and weights as JSON. */
  public record Row(
      long number, Instant trainedAt, String trainedBy, String report, String weights) {}

  private final Handle handle;

  DispatchModelTable(Handle handle) {
    this.handle = handle;
  }

  public long nextNumber() {
    return Columns.next(handle, "dispatch_model");
  }

  /** Adds a version; the oldest ones go. */
  public void add(Row row) {
    handle
        .createUpdate(
            "INSERT INTO dispatch_models (number, trained_at, trained_by, report, weights)"
                + " VALUES (:number, :at, :by, :report, :weights)")
        .bind("number", row.number())
        .bind("at", Columns.micros(row.trainedAt()))
        .bind("by", row.trainedBy())
        .bind("report", row.report())
        .bind("weights", row.weights())
        .execute();
    handle
        .createUpdate("DELETE FROM dispatch_models WHERE number <= :last")
        .bind("last", row.number() - KEPT)
        .execute();
  }

  /** The newest number; 0 without any. */
  public long newest() {
    return handle
        .createQuery("SELECT COALESCE(MAX(number), 0) FROM dispatch_models")
        .mapTo(Long.class)
        .one();
  }

  public Optional<Row> find(long number) {
    return handle
        .createQuery("SELECT * FROM dispatch_models WHERE number = :number")
        .bind("number", number)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("number"),
                    Columns.time(row, "trained_at"),
                    row.getString("trained_by"),
                    row.getString("report"),
                    row.getString("weights")))
        .findOne();
  }

  /** Newest first, without their weights. */
  public List<Row> all() {
    return handle
        .createQuery(
            "SELECT number, trained_at, trained_by, report FROM dispatch_models"
                + " ORDER BY number DESC")
        .map(
            (row, context) ->
                new Row(
                    row.getLong("number"),
                    Columns.time(row, "trained_at"),
                    row.getString("trained_by"),
                    row.getString("report"),
                    ""))
        .list();
  }
}

package io.cityward.alerts.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cityward.alerts.algorithm.Comparison;
import io.cityward.alerts.algorithm.Comparison.ClassComparison;
import io.cityward.alerts.algorithm.Comparison.Result;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** How versions compared on labelled pictures. */
public final class ComparisonTable {

  private final Handle handle;

  ComparisonTable(Handle handle) {
    this.handle = handle;
  }

  public long nextNumber() {
    return Columns.next(handle, "comparison");
  }

  /**
   * One comparison.
   *
   * @throws CityException NOT_FOUND
   */
  public Comparison get(long number) {
    return handle
        .createQuery("SELECT * FROM algorithm_comparisons WHERE number = :number")
        .bind("number", number)
        .map((row, context) -> comparison(row))
        .findOne()
        .orElseThrow(() -> CityException.notFound("comparison", number));
  }

  /**
   * A page of an algorithm's, newest first.
   *
   * @param before only those with a smaller number
   */
  public List<Comparison> page(String algorithm, long before, int limit) {
    return handle
        .createQuery(
            "SELECT * FROM algorithm_comparisons WHERE algorithm = :algorithm"
                + " AND number < :before ORDER BY number DESC LIMIT :max")
        .bind("algorithm", algorithm)
        .bind("before", before)
        .bind("max", limit)
        .map((row, context) -> comparison(row))
        .list();
  }

  /** Those that wait or were interrupted, the oldest first. */
  public List<Comparison> pending() {
    return handle
        .createQuery("SELECT * FROM algorithm_comparisons WHERE state = 'PENDING' ORDER BY number")
        .map((row, context) -> comparison(row))
        .list();
  }

  public void insert(Comparison comparison) {
    bindChanging(
            handle.createUpdate(
                "INSERT INTO algorithm_comparisons (number, algorithm, first_version,"
                    + " second_version, data_set, state, state_reason, asked_at, asked_by,"
                    + " finished_at, classes) VALUES (:number, :algorithm, :first, :second, :set,"
                    + " :state, :reason, :askedAt, :askedBy, :finished, :classes)"),
            comparison)
        .bind("algorithm", comparison.algorithm())
        .bind("first", comparison.first())
        .bind("second", comparison.second())
        .bind("set", comparison.dataSet())
        .bind("askedAt", Columns.micros(comparison.askedAt()))
        .bind("askedBy", comparison.askedBy())
        .execute();
  }

  public void update(Comparison comparison) {
    bindChanging(
            handle.createUpdate(
                "UPDATE algorithm_comparisons SET state = :state, state_reason = :reason,"
                    + " finished_at = :finished, classes = :classes WHERE number = :number"),
            comparison)
        .execute();
  }

  /** Removes all but the newest of an algorithm. */
  public void keepNewest(String algorithm, int kept) {
    handle
        .createUpdate(
            "DELETE FROM algorithm_comparisons WHERE algorithm = :algorithm AND number NOT IN"
                + " (SELECT number FROM algorithm_comparisons WHERE algorithm = :algorithm"
                + " ORDER BY number DESC LIMIT :kept)")
        .bind("algorithm", algorithm)
        .bind("kept", kept)
        .execute();
  }

  private static Update bindChanging(Update statement, Comparison comparison) {
    return statement
        .bind("number", comparison.number())
        .bind("state", comparison.state().name())
        .bind("reason", comparison.stateReason())
        .bind("finished", Columns.micros(comparison.finishedAt()))
        .bind("classes", JsonColumn.of(comparison.result()));
  }

  private static Comparison comparison(ResultSet row) throws SQLException {
    return new Comparison(
        row.getLong("number"),
        row.getString("algorithm"),
        row.getString("first_version"),
        row.getString("second_version"),
        row.getString("data_set"),
        Comparison.State.valueOf(row.getString("state")),
        row.getString("state_reason"),
        Columns.time(row, "asked_at"),
        row.getString("asked_by"),
        Columns.optionalTime(row, "finished_at"),
        result(row.getString("classes")));
  }

  /** Earlier versions kept the classes alone, as a list. */
  private static Result result(String json) {
    return json.startsWith("[")
        ? new Result(
            JsonColumn.read(json, new TypeReference<List<ClassComparison>>() {}),
            List.of(),
            List.of())
        : JsonColumn.read(json, new TypeReference<Result>() {});
  }
}

package io.cityward.alerts.store;

import io.cityward.alerts.compute.usage.ShareRow;
import io.cityward.alerts.compute.usage.UsageRow;
import io.cityward.alerts.compute.usage.UsageStep;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** What was used, written; {@link UsageReader} reads it. */
public final class UsageTable {

  private static final String TASK_SUMS =
      "cu_seconds, wanted, inferred, answered_without, replaced, too_late, failed, other";
  private static final String TASK_KEYS = "department_id, algorithm, version, camera_id, scene";
  private static final String SHARE_SUMS = "guaranteed, used, lent, borrowed";
  private static final String SHARE_KEYS = "department_id";

  private final Handle handle;

  UsageTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds rows of minutes; one that is there already stays as it is. Gives how many were added. */
  public int addTasks(List<UsageRow> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO task_usage (step_seconds, at, worker, "
                + TASK_KEYS
                + ", "
                + TASK_SUMS
                + ") VALUES (60, :at, :worker, :department, :algorithm, :version, :camera, :scene,"
                + " :cu, :wanted, :inferred, :answered, :replaced, :late, :failed, :other)"
                + " ON CONFLICT DO NOTHING");
    for (UsageRow row : rows) {
      batch
          .bind("at", Columns.micros(row.minute()))
          .bind("worker", row.worker())
          .bind("department", row.department())
          .bind("algorithm", row.algorithm())
          .bind("version", row.version())
          .bind("camera", row.camera().value())
          .bind("scene", row.scene())
          .bind("cu", row.frames().cuSeconds())
          .bind("wanted", row.frames().wanted())
          .bind("inferred", row.frames().inferred())
          .bind("answered", row.frames().answeredWithout())
          .bind("replaced", row.frames().replaced())
          .bind("late", row.frames().tooLate())
          .bind("failed", row.frames().failed())
          .bind("other", row.frames().other())
          .add();
    }
    return Arrays.stream(batch.execute()).sum();
  }

  /** As {@link #addTasks}, of departments. */
  public int addShares(List<ShareRow> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO department_usage (step_seconds, at, worker, department_id, "
                + SHARE_SUMS
                + ") VALUES (60, :at, :worker, :department, :guaranteed, :used, :lent, :borrowed)"
                + " ON CONFLICT DO NOTHING");
    for (ShareRow row : rows) {
      batch
          .bind("at", Columns.micros(row.minute()))
          .bind("worker", row.worker())
          .bind("department", row.department())
          .bind("guaranteed", row.shares().guaranteed())
          .bind("used", row.shares().used())
          .bind("lent", row.shares().lent())
          .bind("borrowed", row.shares().borrowed())
          .add();
    }
    return Arrays.stream(batch.execute()).sum();
  }

  /** The beginning of the oldest row of a step. */
  public Optional<Instant> oldest(UsageStep step) {
    return handle
        .createQuery(
            "SELECT MIN(at) AS at FROM (SELECT MIN(at) AS at FROM task_usage"
                + " WHERE step_seconds = :step UNION ALL SELECT MIN(at) AS at FROM department_usage"
                + " WHERE step_seconds = :step) AS oldest")
        .bind("step", step.seconds())
        .map((row, context) -> Columns.optionalTime(row, "at"))
        .one();
  }

  /** Up to when rows of a step were rolled up; the beginning of time if none were. */
  public Instant rolledUntil(UsageStep step) {
    return handle
        .createQuery("SELECT until_at FROM usage_rolled WHERE step_seconds = :step")
        .bind("step", step.seconds())
        .map((row, context) -> Columns.time(row, "until_at"))
        .findOne()
        .orElse(Instant.EPOCH);
  }

  /** Makes one row per task and department, of a larger step, out of those of a smaller one. */
  public void rollUp(UsageStep from, UsageStep to, Instant start) {
    rollUp("task_usage", TASK_KEYS, TASK_SUMS, from, to, start);
    rollUp("department_usage", SHARE_KEYS, SHARE_SUMS, from, to, start);
    handle
        .createUpdate(
            "INSERT INTO usage_rolled (step_seconds, until_at) VALUES (:step, :until)"
                + " ON CONFLICT (step_seconds) DO UPDATE SET until_at = excluded.until_at")
        .bind("step", from.seconds())
        .bind("until", Columns.micros(start.plus(to.span())))
        .execute();
  }

  private void rollUp(
      String table, String keys, String sums, UsageStep from, UsageStep to, Instant start) {
    String each = every(sums, "SUM(%1$s)");
    String added = every(sums, "%1$s = " + table + ".%1$s + excluded.%1$s");
    String rows = " FROM " + table + " WHERE step_seconds = :from AND at >= :start AND at < :end";
    Update insert =
        handle.createUpdate(
            "INSERT INTO "
                + table
                + (" (step_seconds, at, worker, " + keys + ", " + sums + ")")
                + (" SELECT :to, :start, '', " + keys + ", " + each + rows + " GROUP BY " + keys)
                + (" ON CONFLICT (step_seconds, at, " + keys + ", worker) DO UPDATE SET " + added));
    bind(insert, from, to, start).bind("to", to.seconds()).execute();
    bind(handle.createUpdate("DELETE" + rows), from, to, start).execute();
  }

  private static Update bind(Update statement, UsageStep from, UsageStep to, Instant start) {
    return statement
        .bind("from", from.seconds())
        .bind("start", Columns.micros(start))
        .bind("end", Columns.micros(start.plus(to.span())));
  }

  private static String every(String columns, String form) {
    return String.join(
        ", ", Arrays.stream(columns.split(", ")).map(c -> String.format(form, c)).toList());
  }
}

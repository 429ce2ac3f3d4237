package io.cityward.alerts.store;

import io.cityward.alerts.compute.usage.Frames;
import io.cityward.alerts.compute.usage.ShareRow.Shares;
import io.cityward.alerts.compute.usage.UsageDimension;
import io.cityward.alerts.compute.usage.UsageFigures;
import io.cityward.alerts.compute.usage.UsageQuery;
import io.cityward.alerts.compute.usage.UsageStep;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Answers questions about usage. Alerts are counted when asked, so that a verdict given later
 * counts: each once in every row of the answer that used something at its camera for its scene in
 * the step in which it was raised. By that step, and not by the minute, so that the answer stays
 * the same when minutes are rolled up.
 */
public final class UsageReader {

  private static final long MICROS = 1_000_000;

  /** Lets the database find a stretch of time by the primary key. */
  private static final String EVERY_STEP = "u.step_seconds IN (60, 3600, 86400) AND ";

  /** A step at a time, so that an index leads to the few rows around an alert. */
  private static final String SPANS =
      "(SELECT 60 AS step_seconds, :step AS span"
          + " UNION ALL SELECT 3600, CASE WHEN :step > 3600000000 THEN :step ELSE 3600000000 END"
          + " UNION ALL SELECT 86400, 86400000000) AS spans";

  /** Where the step of the answer, or of a larger row, begins in which an alert was raised. */
  private static final String RAISED_IN =
      "((a.raised_at + :offset) / spans.span) * spans.span - :offset";

  private final Handle handle;

  UsageReader(Handle handle) {
    this.handle = handle;
  }

  private record Key(Instant at, Map<UsageDimension, String> of) {}

  private record Alerts(long raised, long confirmed) {}

  /**
   * A page of the answer, by time and then by what rows are kept apart by.
   *
   * @param offset by how much steps begin before those of UTC
   * @param skip how many rows come before this page
   */
  public List<UsageFigures> page(UsageQuery query, Duration offset, long skip, int limit) {
    boolean shares = query.toldByDepartment();
    String frames =
        " SUM(cu_seconds) AS cu_seconds, SUM(wanted) AS wanted, SUM(inferred) AS inferred,"
            + " SUM(answered_without) AS answered_without, SUM(replaced) AS replaced,"
            + " SUM(too_late) AS too_late, SUM(failed) AS failed, SUM(other) AS other,"
            + " SUM(guaranteed) AS guaranteed, SUM(used) AS used, SUM(lent) AS lent,"
            + " SUM(borrowed) AS borrowed";
    Conditions conditions = conditions(query, query.from(), query.until());
    String tasks =
        "SELECT "
            + bucket("u.at")
            + ", step_seconds, department_id, algorithm, version, camera_id, scene, cu_seconds,"
            + " wanted, inferred, answered_without, replaced, too_late, failed, other,"
            + " 0.0 AS guaranteed, 0.0 AS used, 0.0 AS lent, 0.0 AS borrowed"
            + " FROM task_usage u WHERE "
            + EVERY_STEP
            + conditions.sql();
    // Without conditions on anything but departments, the same ones hold for both tables.
    String departments =
        " UNION ALL SELECT "
            + bucket("u.at")
            + ", step_seconds, department_id, '', '', '', '', 0.0, 0, 0, 0, 0, 0, 0, 0,"
            + " guaranteed, used, lent, borrowed FROM department_usage u WHERE "
            + EVERY_STEP
            + conditions.sql();
    String sql =
        "SELECT bucket, MAX(step_seconds) AS largest_step,"
            + names(query)
            + frames
            + (" FROM (" + tasks + (shares ? departments : "") + ") AS rows_of_usage")
            + (" GROUP BY " + group(query) + " ORDER BY " + group(query))
            + " LIMIT :max OFFSET :skip";
    List<UsageFigures> page =
        bind(conditions, handle.createQuery(sql), query, offset)
            .bind("max", limit)
            .bind("skip", skip)
            .map((row, context) -> figures(row, query, shares))
            .list();
    return withAlerts(page, query, offset);
  }

  private List<UsageFigures> withAlerts(
      List<UsageFigures> page, UsageQuery query, Duration offset) {
    if (page.isEmpty()) {
      return page;
    }
    Instant last = page.get(page.size() - 1).at().plus(query.step().span());
    Instant first = page.get(0).at();
    Map<Key, Alerts> alerts =
        alerts(
            query,
            first.isBefore(query.from()) ? query.from() : first,
            last.isAfter(query.until()) ? query.until() : last,
            offset);
    List<UsageFigures> complete = new ArrayList<>();
    for (UsageFigures row : page) {
      Alerts counted = alerts.getOrDefault(new Key(row.at(), row.of()), new Alerts(0, 0));
      complete.add(
          new UsageFigures(
              row.at(),
              row.step(),
              row.of(),
              row.frames(),
              counted.raised(),
              counted.confirmed(),
              row.shares()));
    }
    return complete;
  }

  private Map<Key, Alerts> alerts(UsageQuery query, Instant from, Instant until, Duration offset) {
    Conditions conditions = conditions(query, from, until);
    String seen =
        "SELECT "
            + bucket("u.at")
            + ", u.department_id, u.algorithm, u.version, u.camera_id, u.scene, a.number, a.verdict"
            + " FROM alerts a CROSS JOIN "
            + SPANS
            + " JOIN task_usage u ON u.camera_id = a.camera_id AND u.scene = a.scene"
            + " AND a.algorithm IN ('', u.algorithm) AND a.algorithm_version IN ('', u.version)"
            + " AND u.step_seconds = spans.step_seconds AND u.at >= "
            + RAISED_IN
            + " AND u.at < spans.span + "
            + RAISED_IN
            + " WHERE a.raised_at >= :from AND a.raised_at < :until + :day"
            + " AND (a.raised_at < :until OR spans.span > :step) AND "
            + conditions.sql();
    String sql =
        "SELECT bucket,"
            + names(query)
            + " COUNT(DISTINCT number) AS raised,"
            + " COUNT(DISTINCT CASE WHEN verdict = 'CONFIRMED' THEN number END) AS confirmed"
            + (" FROM (" + seen + ") AS seen GROUP BY " + group(query));
    Map<Key, Alerts> alerts = new HashMap<>();
    bind(conditions, handle.createQuery(sql), query, offset)
        .bind("day", UsageStep.DAY.seconds() * MICROS)
        .map(
            (row, context) ->
                Map.entry(
                    new Key(Columns.time(row, "bucket"), of(row, query)),
                    new Alerts(row.getLong("raised"), row.getLong("confirmed"))))
        .forEach(entry -> alerts.put(entry.getKey(), entry.getValue()));
    return alerts;
  }

  private static Conditions conditions(UsageQuery query, Instant from, Instant until) {
    Conditions conditions = new Conditions();
    conditions.and("u.at >= :from", "from", from).and("u.at < :until", "until", until);
    conditions.in("u.department_id", "departments", query.departments());
    conditions.in("u.algorithm", "algorithms", query.algorithms());
    conditions.in("u.camera_id", "cameras", query.cameras().stream().map(CameraId::value).toList());
    return conditions.in("u.scene", "scenes", query.scenes());
  }

  private static Query bind(Conditions conditions, Query sql, UsageQuery query, Duration offset) {
    return conditions
        .bind(sql)
        .bind("step", query.step().seconds() * MICROS)
        .bind("offset", offset.toSeconds() * MICROS);
  }

  private static String bucket(String time) {
    return "((" + time + " + :offset) / :step) * :step - :offset AS bucket";
  }

  private static String column(UsageDimension dimension) {
    return switch (dimension) {
      case DEPARTMENT -> "department_id";
      case ALGORITHM -> "algorithm";
      case VERSION -> "version";
      case CAMERA -> "camera_id";
      case SCENE -> "scene";
    };
  }

  private static String names(UsageQuery query) {
    StringBuilder names = new StringBuilder();
    query.apart().forEach(dimension -> names.append(' ').append(column(dimension)).append(','));
    return names.toString();
  }

  private static String group(UsageQuery query) {
    StringBuilder names = new StringBuilder("bucket");
    query.apart().forEach(dimension -> names.append(", ").append(column(dimension)));
    return names.toString();
  }

  private static Map<UsageDimension, String> of(ResultSet row, UsageQuery query)
      throws SQLException {
    Map<UsageDimension, String> of = new EnumMap<>(UsageDimension.class);
    for (UsageDimension dimension : query.apart()) {
      of.put(dimension, row.getString(column(dimension)));
    }
    return Map.copyOf(of);
  }

  private static UsageFigures figures(ResultSet row, UsageQuery query, boolean shares)
      throws SQLException {
    int largest = Math.max(row.getInt("largest_step"), query.step().seconds());
    UsageStep step = UsageStep.DAY;
    for (UsageStep one : UsageStep.values()) {
      step = one.seconds() == largest ? one : step;
    }
    return new UsageFigures(
        Columns.time(row, "bucket"),
        step,
        of(row, query),
        new Frames(
            row.getDouble("cu_seconds"),
            row.getLong("wanted"),
            row.getLong("inferred"),
            row.getLong("answered_without"),
            row.getLong("replaced"),
            row.getLong("too_late"),
            row.getLong("failed"),
            row.getLong("other")),
        0,
        0,
        shares
            ? Optional.of(
                new Shares(
                    row.getDouble("guaranteed"),
                    row.getDouble("used"),
                    row.getDouble("lent"),
                    row.getDouble("borrowed")))
            : Optional.empty());
  }
}

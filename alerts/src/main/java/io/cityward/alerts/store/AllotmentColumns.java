package io.cityward.alerts.store;

import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Period;
import io.cityward.core.CameraId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jdbi.v3.core.statement.Update;

/** How what is asked for or granted, and for when, lies in columns. */
final class AllotmentColumns {

  static final String NAMES =
      "kind, guaranteed, ceiling, priority, algorithm, cameras, frames_per_second, from_at,"
          + " until_at";
  static final String VALUES =
      ":kind, :guaranteed, :ceiling, :priority, :algorithm, :cameras, :fps, :from, :until";

  private static final String COMPUTE = "COMPUTE";
  private static final String ALGORITHM = "ALGORITHM";

  private AllotmentColumns() {}

  static Update bind(Update statement, Allotment allotment, Period period) {
    statement
        .bind("from", Columns.micros(period.from()))
        .bind("until", Columns.micros(period.until()));
    if (allotment instanceof Allotment.Compute compute) {
      return statement
          .bind("kind", COMPUTE)
          .bind("guaranteed", compute.guaranteed())
          .bind("ceiling", compute.ceiling())
          .bind("priority", compute.priority())
          .bind("algorithm", "")
          .bind("cameras", "")
          .bind("fps", 0.0);
    }
    Allotment.Algorithm algorithm = (Allotment.Algorithm) allotment;
    return statement
        .bind("kind", ALGORITHM)
        .bind("guaranteed", 0.0)
        .bind("ceiling", 0.0)
        .bind("priority", 0)
        .bind("algorithm", algorithm.algorithm())
        .bind("cameras", algorithm.cameraIds())
        .bind("fps", algorithm.framesPerSecond());
  }

  static Allotment allotment(ResultSet row) throws SQLException {
    if (row.getString("kind").equals(COMPUTE)) {
      return new Allotment.Compute(
          row.getDouble("guaranteed"), row.getDouble("ceiling"), row.getInt("priority"));
    }
    return Allotment.Algorithm.of(
        row.getString("algorithm"),
        Arrays.stream(row.getString("cameras").split(",")).map(CameraId::new).toList(),
        row.getDouble("frames_per_second"));
  }

  static Period period(ResultSet row) throws SQLException {
    return new Period(Columns.time(row, "from_at"), Columns.time(row, "until_at"));
  }
}

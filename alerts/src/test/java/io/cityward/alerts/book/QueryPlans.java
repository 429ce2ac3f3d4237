package io.cityward.alerts.book;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How SQLite finds what a fresh finding is compared with. */
final class QueryPlans {

  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM alerts a WHERE a.event_code = ? AND a.camera_id = ? AND a.case_open = 1",
          "SELECT * FROM alert_views v JOIN alerts a ON a.number = v.alert_number"
              + " WHERE v.camera_id = ? AND v.event_code = ? AND v.case_open = 1",
          "SELECT * FROM alerts a WHERE a.event_code = ? AND a.place_id = ? AND a.place_id <> ''"
              + " AND a.camera_id <> ? AND a.case_open = 1",
          "SELECT * FROM alerts a WHERE a.event_code = ? AND a.cell IN (?, ?) AND a.cell <> ''"
              + " AND a.camera_id <> ? AND a.case_open = 1",
          "SELECT * FROM alerts a WHERE a.event_code = ? AND a.camera_id = ? AND a.case_open = 0"
              + " AND a.closed_at >= ? ORDER BY a.closed_at DESC LIMIT 50");

  private QueryPlans() {}

  static List<String> of(Path database) {
    List<String> plans = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String query : QUERIES) {
        try (ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
          while (rows.next()) {
            plans.add(rows.getString("detail"));
          }
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return plans;
  }
}

package io.cityward.alerts.store;

import io.cityward.alerts.algorithm.Algorithm;
import io.cityward.alerts.algorithm.Roles;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The algorithms and their roles. */
public final class AlgorithmTable {

  private final Handle handle;

  AlgorithmTable(Handle handle) {
    this.handle = handle;
  }

  public long nextRevision() {
    return Columns.next(handle, "algorithm");
  }

  public Optional<Algorithm> find(String name) {
    return handle
        .createQuery("SELECT * FROM algorithms WHERE name = :name")
        .bind("name", name)
        .map((row, context) -> algorithm(row))
        .findOne();
  }

  /**
   * One algorithm.
   *
   * @throws CityException NOT_FOUND
   */
  public Algorithm get(String name) {
    return find(name).orElseThrow(() -> CityException.notFound("algorithm", name));
  }

  /** Those with a version, in the order of their names. */
  public List<Algorithm> all() {
    return handle
        .createQuery(
            "SELECT * FROM algorithms"
                + " WHERE name IN (SELECT algorithm FROM algorithm_versions) ORDER BY name")
        .map((row, context) -> algorithm(row))
        .list();
  }

  /** Adds the algorithm, or brings it up to date. */
  public void put(Algorithm algorithm) {
    Roles roles = algorithm.roles();
    handle
        .createUpdate(
            "INSERT INTO algorithms (name, revision, active, canary, shadow, earlier,"
                + " canary_cameras, changed_at, changed_by) VALUES (:name, :revision, :active,"
                + " :canary, :shadow, :earlier, :cameras, :at, :by)"
                + " ON CONFLICT (name) DO UPDATE SET revision = excluded.revision,"
                + " active = excluded.active, canary = excluded.canary, shadow = excluded.shadow,"
                + " earlier = excluded.earlier, canary_cameras = excluded.canary_cameras,"
                + " changed_at = excluded.changed_at, changed_by = excluded.changed_by")
        .bind("name", algorithm.name())
        .bind("revision", algorithm.revision())
        .bind("active", roles.active().orElse(""))
        .bind("canary", roles.canary().orElse(""))
        .bind("shadow", roles.shadow().orElse(""))
        .bind("earlier", JsonColumn.of(roles.earlier()))
        .bind(
            "cameras",
            JsonColumn.of(roles.canaryCameras().stream().map(CameraId::value).sorted().toList()))
        .bind("at", Columns.micros(algorithm.changedAt()))
        .bind("by", algorithm.changedBy())
        .execute();
  }

  private static Algorithm algorithm(ResultSet row) throws SQLException {
    Roles roles =
        new Roles(
            version(row, "active"),
            JsonColumn.texts(row.getString("earlier")),
            version(row, "canary"),
            JsonColumn.texts(row.getString("canary_cameras")).stream()
                .map(CameraId::new)
                .collect(Collectors.toSet()),
            version(row, "shadow"));
    return new Algorithm(
        row.getString("name"),
        row.getLong("revision"),
        roles,
        Columns.time(row, "changed_at"),
        row.getString("changed_by"));
  }

  private static Optional<String> version(ResultSet row, String column) throws SQLException {
    return Optional.of(row.getString(column)).filter(version -> !version.isEmpty());
  }
}

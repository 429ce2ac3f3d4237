package io.cityward.alerts.store;

import io.cityward.alerts.camera.Login;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The cameras of the registry. The only place where their passwords are read and written. */
public final class CameraTable {

  private final Handle handle;

  CameraTable(Handle handle) {
    this.handle = handle;
  }

  public long nextRevision() {
    return Columns.next(handle, "camera");
  }

  public Optional<RegisteredCamera> find(CameraId id) {
    return handle
        .createQuery("SELECT * FROM cameras WHERE id = :id")
        .bind("id", id.value())
        .map((row, context) -> camera(row))
        .findOne();
  }

  /**
   * One camera.
   *
   * @throws CityException NOT_FOUND
   */
  public RegisteredCamera get(CameraId id) {
    return find(id).orElseThrow(() -> CityException.notFound("camera", id));
  }

  /** In the order of their ids. */
  public List<RegisteredCamera> all() {
    return handle
        .createQuery("SELECT * FROM cameras ORDER BY id")
        .map((row, context) -> camera(row))
        .list();
  }

  public int count() {
    return handle.createQuery("SELECT COUNT(*) FROM cameras").mapTo(Integer.class).one();
  }

  public void insert(RegisteredCamera camera) {
    bind(
            handle.createUpdate(
                "INSERT INTO cameras (id, revision, enabled, settings, login_user, login_password,"
                    + " created_at, created_by, changed_at, changed_by)"
                    + " VALUES (:id, :revision, :enabled, :settings, :user, :password,"
                    + " :createdAt, :createdBy, :changedAt, :changedBy)"),
            camera)
        .bind("createdAt", Columns.micros(camera.createdAt()))
        .bind("createdBy", camera.createdBy())
        .execute();
  }

  public void update(RegisteredCamera camera) {
    bind(
            handle.createUpdate(
                "UPDATE cameras SET revision = :revision, enabled = :enabled,"
                    + " settings = :settings, login_user = :user, login_password = :password,"
                    + " changed_at = :changedAt, changed_by = :changedBy WHERE id = :id"),
            camera)
        .execute();
  }

  public void delete(CameraId id) {
    handle.createUpdate("DELETE FROM cameras WHERE id = :id").bind("id", id.value()).execute();
  }

  private static Update bind(Update statement, RegisteredCamera camera) {
    return statement
        .bind("id", camera.id().value())
        .bind("revision", camera.revision())
        .bind("enabled", camera.enabled() ? 1 : 0)
        .bind("settings", camera.settings())
        .bind("user", camera.login().user())
        .bind("password", camera.login().password())
        .bind("changedAt", Columns.micros(camera.changedAt()))
        .bind("changedBy", camera.changedBy());
  }

  private static RegisteredCamera camera(ResultSet row) throws SQLException {
    return new RegisteredCamera(
        new CameraId(row.getString("id")),
        row.getLong("revision"),
        row.getInt("enabled") == 1,
        row.getString("settings"),
        new Login(row.getString("login_user"), row.getString("login_password")),
        Columns.time(row, "created_at"),
        row.getString("created_by"),
        Columns.time(row, "changed_at"),
        row.getString("changed_by"));
  }
}

package io.cityward.alerts.store;

import io.cityward.alerts.area.Area;
import io.cityward.alerts.area.AreaLevel;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The areas that were imported. */
public final class AreaTable {

  private final Handle handle;

  AreaTable(Handle handle) {
    this.handle = handle;
  }

  /** By their codes. */
  public List<Area> all() {
    return handle
        .createQuery("SELECT * FROM areas ORDER BY code")
        .map(
            (row, context) ->
                new Area(
                    row.getString("code"),
                    row.getString("name"),
                    AreaLevel.valueOf(row.getString("level")),
                    row.getString("parent"),
                    row.getString("department_id"),
                    row.getString("rings")))
        .list();
  }

  /** Writes an area, over the one before of the same code. */
  public void put(Area area, Instant at, String by) {
    handle
        .createUpdate(
            "INSERT INTO areas (code, name, level, parent, department_id, rings, changed_at,"
                + " changed_by) VALUES (:code, :name, :level, :parent, :department, :rings, :at,"
                + " :by) ON CONFLICT (code) DO UPDATE SET name = excluded.name, level ="
                + " excluded.level, parent = excluded.parent, department_id ="
                + " excluded.department_id, rings = excluded.rings, changed_at ="
                + " excluded.changed_at, changed_by = excluded.changed_by")
        .bind("code", area.code())
        .bind("name", area.name())
        .bind("level", area.level().name())
        .bind("parent", area.parent())
        .bind("department", area.department())
        .bind("rings", area.rings())
        .bind("at", Columns.micros(at))
        .bind("by", by)
        .execute();
  }

  public void delete(String code) {
    handle.createUpdate("DELETE FROM areas WHERE code = :code").bind("code", code).execute();
  }
}

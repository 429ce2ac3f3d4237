package io.cityward.alerts.store;

import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.Member;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The departments that were added at run time, and the members of all. */
public final class DepartmentTable {

  private final Handle handle;

  DepartmentTable(Handle handle) {
    this.handle = handle;
  }

  public long nextRevision() {
    return Columns.next(handle, "department");
  }

  public Optional<ComputeDepartment> find(String id) {
    return handle
        .createQuery("SELECT * FROM departments WHERE id = :id")
        .bind("id", id)
        .map((row, context) -> department(row))
        .findOne();
  }

  /** In the order of their ids. */
  public List<ComputeDepartment> all() {
    return handle
        .createQuery("SELECT * FROM departments ORDER BY id")
        .map((row, context) -> department(row))
        .list();
  }

  public int count() {
    return handle.createQuery("SELECT COUNT(*) FROM departments").mapTo(Integer.class).one();
  }

  /** Adds a department, or replaces it. */
  public void put(ComputeDepartment department) {
    handle
        .createUpdate(
            "INSERT INTO departments (id, name, revision, changed_at, changed_by)"
                + " VALUES (:id, :name, :revision, :at, :by)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                + " revision = excluded.revision, changed_at = excluded.changed_at,"
                + " changed_by = excluded.changed_by")
        .bind("id", department.id())
        .bind("name", department.name())
        .bind("revision", department.revision())
        .bind("at", Columns.micros(department.changedAt()))
        .bind("by", department.changedBy())
        .execute();
  }

  /** Removes a department with its members. */
  public void delete(String id) {
    handle.createUpdate("DELETE FROM departments WHERE id = :id").bind("id", id).execute();
    handle
        .createUpdate("DELETE FROM department_members WHERE department_id = :id")
        .bind("id", id)
        .execute();
  }

  /** By their names. */
  public List<Member> members(String department) {
    return handle
        .createQuery(
            "SELECT * FROM department_members WHERE department_id = :id ORDER BY user_name")
        .bind("id", department)
        .map((row, context) -> member(row))
        .list();
  }

  /** Adds a member, or replaces it. */
  public void put(Member member) {
    handle
        .createUpdate(
            "INSERT INTO department_members (department_id, user_name, role)"
                + " VALUES (:department, :user, :role)"
                + " ON CONFLICT (department_id, user_name) DO UPDATE SET role = excluded.role")
        .bind("department", member.department())
        .bind("user", member.user())
        .bind("role", member.role().name())
        .execute();
  }

  public void delete(Member member) {
    handle
        .createUpdate(
            "DELETE FROM department_members"
                + " WHERE department_id = :department AND user_name = :user")
        .bind("department", member.department())
        .bind("user", member.user())
        .execute();
  }

  private static ComputeDepartment department(ResultSet row) throws SQLException {
    return new ComputeDepartment(
        row.getString("id"),
        row.getString("name"),
        ComputeDepartment.Origin.REGISTERED,
        row.getLong("revision"),
        Columns.time(row, "changed_at"),
        row.getString("changed_by"));
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getString("department_id"),
        row.getString("user_name"),
        Member.Role.valueOf(row.getString("role")));
  }
}

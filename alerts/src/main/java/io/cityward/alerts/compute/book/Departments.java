package io.cityward.alerts.compute.book;

import static io.cityward.alerts.compute.ComputeDepartment.CITY;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.ComputeDepartment.Origin;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.workorder.Department;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which departments there are, and who belongs to them: the built-in city, those of the
 * configuration, which stay as they are, and those that were added at run time. Safe for any number
 * of threads.
 */
public final class Departments {

  private static final int MOST_DEPARTMENTS = 1_000;
  private static final int MOST_MEMBERS = 500;

  private final Map<String, ComputeDepartment> fixed = new TreeMap<>();
  private final Desk desk;
  private final PoolFacts facts;
  private final ComputePolicy policy;

  Departments(List<Department> configured, Desk desk, PoolFacts facts, ComputePolicy policy) {
    this.desk = desk;
    this.facts = facts;
    this.policy = policy;
    fixed.put(CITY, ComputeDepartment.fixed(CITY, "全市", Origin.BUILT_IN));
    for (Department department : configured) {
      Origin origin = department.id().equals(CITY) ? Origin.BUILT_IN : Origin.CONFIGURED;
      fixed.put(
          department.id(), ComputeDepartment.fixed(department.id(), department.name(), origin));
    }
  }

  /** Refuses to go on when a department is in the configuration and was added at run time. */
  void check() {
    for (ComputeDepartment added : desk.read(ledger -> ledger.departments().all())) {
      if (fixed.containsKey(added.id())) {
        throw CityException.invalid(
            "departments",
            added.id(),
            "an id that was not added at run time; remove one of the two");
      }
    }
  }

  /** In the order of their ids. */
  public List<ComputeDepartment> all() {
    List<ComputeDepartment> all = new ArrayList<>(fixed.values());
    all.addAll(desk.read(ledger -> ledger.departments().all()));
    all.sort(Comparator.comparing(ComputeDepartment::id));
    return all;
  }

  /**
   * One department.
   *
   * @throws CityException NOT_FOUND
   */
  public ComputeDepartment get(String id) {
    return desk.read(ledger -> get(ledger, id));
  }

  /** Those of a department, by their names. */
  public List<Member> members(String id) {
    return desk.read(
        ledger -> {
          get(ledger, id);
          return ledger.departments().members(id);
        });
  }

  /**
   * Adds a department.
   *
   * @throws CityException ALREADY_EXISTS, or FULL
   */
  public Outcome<ComputeDepartment> create(String id, String name, Command command) {
    return desk.change(
        subject(id),
        "CREATE " + Desk.hash(name),
        command,
        ledger -> get(ledger, id),
        ledger -> allowed(command, () -> insert(ledger, id, name, command)));
  }

  /**
   * Gives a department another name.
   *
   * @param basedOn the revision that the caller has seen
   * @throws CityException NOT_FOUND
   */
  public Outcome<ComputeDepartment> rename(String id, String name, long basedOn, Command command) {
    return desk.change(
        subject(id),
        "RENAME " + basedOn + " " + Desk.hash(name),
        command,
        ledger -> get(ledger, id),
        ledger -> allowed(command, () -> rename(ledger, id, name, basedOn, command)));
  }

  /**
   * Removes a department that has no tasks, no grants that have not ended and no applications that
   * wait.
   *
   * @return the department as it was; empty if it was removed before under this key
   * @throws CityException NOT_FOUND
   */
  public Outcome<Optional<ComputeDepartment>> delete(String id, Command command) {
    return desk.change(
        subject(id),
        "DELETE",
        command,
        ledger -> Optional.empty(),
        ledger -> allowed(command, () -> delete(ledger, id, command)));
  }

  /**
   * Adds a member, or gives one another role.
   *
   * @throws CityException NOT_FOUND if there is no such department, or FULL
   */
  public Outcome<Member> put(Member member, Command command) {
    String id = member.department();
    return desk.change(
        subject(id),
        "SET_MEMBER " + member.user() + " " + member.role(),
        command,
        ledger -> member,
        ledger -> allowed(command, () -> put(ledger, member, command)));
  }

  /**
   * Removes a member.
   *
   * @return the member as it was; empty if it was removed before under this key
   * @throws CityException NOT_FOUND
   */
  public Outcome<Optional<Member>> remove(String id, String user, Command command) {
    return desk.change(
        subject(id),
        "REMOVE_MEMBER " + user,
        command,
        ledger -> Optional.empty(),
        ledger -> allowed(command, () -> remove(ledger, id, user, command)));
  }

  ComputeDepartment get(Ledger ledger, String id) {
    ComputeDepartment known = fixed.get(id);
    return known != null
        ? known
        : ledger.departments().find(id).orElseThrow(() -> CityException.notFound("department", id));
  }

  private <T> Outcome<T> allowed(Command command, java.util.function.Supplier<Outcome<T>> work) {
    return Desk.<T>notAllowed(policy.administer(command.actor())).orElseGet(work);
  }

  private Outcome<ComputeDepartment> insert(
      Ledger ledger, String id, String name, Command command) {
    if (fixed.containsKey(id) || ledger.departments().find(id).isPresent()) {
      throw new CityException(
          ErrorCode.ALREADY_EXISTS, "department: " + id + " (expected: an id not yet in use)");
    }
    if (ledger.departments().count() >= MOST_DEPARTMENTS) {
      throw new CityException(
          ErrorCode.FULL, "departments: " + MOST_DEPARTMENTS + " (expected: fewer, to add one)");
    }
    ComputeDepartment department = registered(ledger, id, name, command);
    ledger.departments().put(department);
    note(ledger, command, "department.create", id, "", ComputeAudit.of(department));
    return new Outcome.Done<>(department);
  }

  private Outcome<ComputeDepartment> rename(
      Ledger ledger, String id, String name, long basedOn, Command command) {
    ComputeDepartment before = get(ledger, id);
    if (before.origin() != Origin.REGISTERED) {
      return readOnly(before);
    }
    if (before.revision() != basedOn) {
      return new Outcome.Refused<>(
          Outcome.Refusal.STALE_VERSION,
          "department "
              + id
              + ": revision "
              + basedOn
              + " (expected: "
              + before.revision()
              + ", changed by "
              + before.changedBy()
              + " at "
              + before.changedAt()
              + "; read it again)",
          Map.of("revision", Long.toString(before.revision()), "changed_by", before.changedBy()));
    }
    ComputeDepartment after = registered(ledger, id, name, command);
    ledger.departments().put(after);
    note(ledger, command, "department.rename", id, ComputeAudit.of(before), ComputeAudit.of(after));
    return new Outcome.Done<>(after);
  }

  private Outcome<Optional<ComputeDepartment>> delete(Ledger ledger, String id, Command command) {
    ComputeDepartment before = get(ledger, id);
    if (before.origin() != Origin.REGISTERED) {
      return readOnly(before);
    }
    int grants = ledger.grants().notEnded(id, desk.now());
    int pending = ledger.applications().pending(id);
    int tasks = facts.tasks(id);
    if (grants + pending + tasks > 0) {
      return new Outcome.Refused<>(
          Outcome.Refusal.IN_USE,
          "department "
              + id
              + ": "
              + grants
              + " grants, "
              + pending
              + " pending applications, "
              + tasks
              + " tasks (expected: none, to remove it)",
          Map.of(
              "grants", Integer.toString(grants),
              "applications", Integer.toString(pending),
              "tasks", Integer.toString(tasks)));
    }
    ledger.departments().delete(id);
    note(ledger, command, "department.delete", id, ComputeAudit.of(before), "");
    return new Outcome.Done<>(Optional.of(before));
  }

  private Outcome<Member> put(Ledger ledger, Member member, Command command) {
    get(ledger, member.department());
    List<Member> members = ledger.departments().members(member.department());
    Optional<Member> before =
        members.stream().filter(m -> m.user().equals(member.user())).findFirst();
    if (before.isEmpty() && members.size() >= MOST_MEMBERS) {
      throw new CityException(
          ErrorCode.FULL, "members: " + MOST_MEMBERS + " (expected: fewer, to add one)");
    }
    ledger.departments().put(member);
    note(
        ledger,
        command,
        "member.set",
        member.department(),
        before.map(ComputeAudit::of).orElse(""),
        ComputeAudit.of(member));
    return new Outcome.Done<>(member);
  }

  private Outcome<Optional<Member>> remove(Ledger ledger, String id, String user, Command command) {
    get(ledger, id);
    Member before =
        ledger.departments().members(id).stream()
            .filter(m -> m.user().equals(user))
            .findFirst()
            .orElseThrow(() -> CityException.notFound("member", user));
    ledger.departments().delete(before);
    note(ledger, command, "member.remove", id, ComputeAudit.of(before), "");
    return new Outcome.Done<>(Optional.of(before));
  }

  private ComputeDepartment registered(Ledger ledger, String id, String name, Command command) {
    return new ComputeDepartment(
        id,
        name,
        Origin.REGISTERED,
        ledger.departments().nextRevision(),
        desk.now(),
        command.actor());
  }

  private static <T> Outcome<T> readOnly(ComputeDepartment department) {
    return new Outcome.Refused<>(
        Outcome.Refusal.READ_ONLY,
        "department "
            + department.id()
            + ": "
            + (department.origin() == Origin.BUILT_IN
                ? "it is built in"
                : "it stands in the configuration file and can only be changed there"),
        Map.of("origin", department.origin().name()));
  }

  private void note(
      Ledger ledger, Command command, String action, String id, String before, String after) {
    desk.note(ledger, command, action, "department/" + id, "", before, after);
  }

  private static String subject(String id) {
    return "department " + id;
  }
}

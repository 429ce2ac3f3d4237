package io.cityward.alerts.area;

import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.audit.AuditEntry;
import io.cityward.alerts.audit.AuditJson;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.DispatchSettingTable.Name;
import io.cityward.alerts.store.Ledger;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The areas of the configuration's file, which stay as they are, and those that were imported. Safe
 * for any number of threads.
 */
public final class AreaBook {

  private final AlertStore store;
  private final Map<String, Area> filed;
  private final Set<String> departments;
  private final Clock clock;
  private final ByRevision<AreaMap> map = new ByRevision<>();
  private volatile Known known = new Known(AreaMap.EMPTY, Instant.MIN);

  /** What positions are looked up in, and since when it was not compared with the book. */
  private record Known(AreaMap map, Instant at) {}

  /**
   * @param filed those of the configuration's file
   * @param departments ids that areas may name
   * @throws CityException INVALID if an area of the file names something that is not there
   */
  public AreaBook(AlertStore store, List<Area> filed, Set<String> departments, Clock clock) {
    this.store = store;
    this.filed = byCode(filed);
    this.departments = Set.copyOf(departments);
    this.clock = clock;
    List<Problem> problems = new ArrayList<>();
    filed.forEach(area -> check(problems, area, this.filed));
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** As they are in this transaction. */
  public AreaMap current(Ledger ledger) {
    return map.get(
        ledger.dispatch().settings().revision(Name.AREAS), () -> new AreaMap(all(ledger).values()));
  }

  /** The report with the code of the area its place lies in, if the place has none. */
  public FindingReport located(FindingReport report) {
    Place place = report.subject().place();
    Place located = recent().located(place);
    return located == place ? report : report.at(located);
  }

  /** Findings come by the thousand, so that the book is asked once a second. */
  private AreaMap recent() {
    Instant now = clock.instant();
    Known last = known;
    if (last.at().equals(Instant.MIN)
        || Math.abs(ChronoUnit.MILLIS.between(last.at(), now)) >= 1000) {
      last = new Known(store.read(this::current), now);
      known = last;
    }
    return last.map();
  }

  /** All of them by their codes. */
  public List<Area> list() {
    return store.read(ledger -> List.copyOf(all(ledger).values()));
  }

  /** Grows with every change of those that were imported. */
  public long revision() {
    return store.read(ledger -> ledger.dispatch().settings().revision(Name.AREAS));
  }

  public boolean filed(String code) {
    return filed.containsKey(code);
  }

  /**
   * Takes the areas of a file, all or none.
   *
   * @param whole whether those that were imported and are not in the file go
   * @param dryRun whether it only says what it would do
   */
  public AreaImport take(AreaFile file, boolean whole, boolean dryRun, String actor) {
    return store.write(
        ledger -> {
          Map<String, Area> before = byCode(ledger.dispatch().areas().all());
          Map<String, Area> after = new TreeMap<>(whole ? Map.of() : before);
          file.areas().forEach(area -> after.put(area.code(), area));
          List<Problem> problems = new ArrayList<>(file.problems());
          Map<String, Area> together = new TreeMap<>(after);
          together.putAll(filed);
          file.areas().forEach(area -> checkImported(problems, area, together));
          orphans(problems, before, after, together);
          boolean changes = !dryRun && problems.isEmpty() && !before.equals(after);
          if (changes) {
            write(ledger, before, after, actor);
          }
          return report(ledger, before, after, problems);
        });
  }

  private static AreaImport report(
      Ledger ledger, Map<String, Area> before, Map<String, Area> after, List<Problem> problems) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> removed = new ArrayList<>(before.keySet());
    removed.removeAll(after.keySet());
    after.forEach(
        (code, area) -> {
          if (!before.containsKey(code)) {
            added.add(code);
          } else if (!before.get(code).equals(area)) {
            changed.add(code);
          }
        });
    return new AreaImport(
        added,
        changed,
        removed,
        after.size() - added.size() - changed.size(),
        problems,
        ledger.dispatch().settings().revision(Name.AREAS));
  }

  /**
   * Removes an imported area.
   *
   * @throws CityException NOT_FOUND
   */
  public Outcome<String> delete(String code, String actor) {
    return store.write(
        ledger -> {
          Map<String, Area> before = byCode(ledger.dispatch().areas().all());
          if (filed.containsKey(code)) {
            return new Outcome.Refused<>(
                Outcome.Refusal.READ_ONLY,
                "area " + code + ": stands in the configuration's file (expected: an imported one)",
                Map.of());
          }
          if (!before.containsKey(code)) {
            throw CityException.notFound("area", code);
          }
          List<String> children =
              before.values().stream()
                  .filter(a -> a.parent().equals(code))
                  .map(Area::code)
                  .toList();
          if (!children.isEmpty()) {
            return new Outcome.Refused<>(
                Outcome.Refusal.IN_USE,
                "area " + code + ": is the parent of " + children.get(0) + " (expected: of none)",
                Map.of("child", children.get(0)));
          }
          Map<String, Area> after = new TreeMap<>(before);
          after.remove(code);
          write(ledger, before, after, actor);
          return new Outcome.Done<>(code);
        });
  }

  private void write(
      Ledger ledger, Map<String, Area> before, Map<String, Area> after, String actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    before.keySet().stream()
        .filter(code -> !after.containsKey(code))
        .forEach(code -> ledger.dispatch().areas().delete(code));
    after.values().stream()
        .filter(area -> !area.equals(before.get(area.code())))
        .forEach(area -> ledger.dispatch().areas().put(area, now, actor));
    ledger.dispatch().settings().put(Name.AREAS, "", now, actor);
    ledger
        .audit()
        .append(
            new AuditEntry(
                now,
                actor,
                "areas.change",
                "areas/all",
                "",
                AuditJson.of("areas", before.size()),
                AuditJson.of("areas", after.size())));
    known = new Known(AreaMap.EMPTY, Instant.MIN);
  }

  private void checkImported(List<Problem> problems, Area area, Map<String, Area> together) {
    if (filed.containsKey(area.code())) {
      problems.add(
          Problem.of(
              "area " + area.code() + ": properties.code",
              area.code(),
              "a code that is not in the configuration's file"));
    }
    check(problems, area, together);
  }

  private void check(List<Problem> problems, Area area, Map<String, Area> together) {
    Area parent = together.get(area.parent());
    if (!area.parent().isEmpty()
        && (parent == null
            || parent.level() == AreaLevel.DEPARTMENT
            || parent.level().compareTo(area.level()) >= 0)) {
      String what = parent == null ? "" : ", a " + parent.level();
      problems.add(
          Problem.of(
              "area " + area.code() + ": properties.parent",
              area.parent() + what,
              "an area of a level above " + area.level()));
    }
    if (!area.department().isEmpty() && !departments.contains(area.department())) {
      problems.add(
          Problem.of(
              "area " + area.code() + ": properties.department",
              area.department(),
              departments.isEmpty() ? "none, none is configured" : "one of " + departments));
    }
  }

  private static void orphans(
      List<Problem> problems,
      Map<String, Area> before,
      Map<String, Area> after,
      Map<String, Area> together) {
    after.values().stream()
        .filter(area -> area.equals(before.get(area.code())))
        .filter(area -> !area.parent().isEmpty() && !together.containsKey(area.parent()))
        .forEach(
            area ->
                problems.add(
                    Problem.of(
                        "area " + area.code() + ": properties.parent",
                        area.parent(),
                        "an area that is kept")));
  }

  private Map<String, Area> all(Ledger ledger) {
    Map<String, Area> all = new TreeMap<>(byCode(ledger.dispatch().areas().all()));
    all.putAll(filed);
    return all;
  }

  private static Map<String, Area> byCode(List<Area> areas) {
    Map<String, Area> byCode = new LinkedHashMap<>();
    areas.forEach(area -> byCode.put(area.code(), area));
    return byCode;
  }
}

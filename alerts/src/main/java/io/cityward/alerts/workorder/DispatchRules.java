package io.cityward.alerts.workorder;

import io.cityward.alerts.alert.Subject;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the department of a work order: the first rule that takes it. */
public record DispatchRules(List<Department> departments, List<DispatchRule> rules) {

  public static final DispatchRules NONE = new DispatchRules(List.of(), List.of());

  /** The rule that takes an order, and the department it names. */
  public record Choice(DispatchRule rule, Department department) {}

  public DispatchRules {
    departments = List.copyOf(departments);
    rules = List.copyOf(rules);
    List<Problem> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < departments.size(); i++) {
      if (!ids.add(departments.get(i).id())) {
        problems.add(
            Problem.of("departments[" + i + "].id", departments.get(i).id(), "an id used once"));
      }
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      DispatchRule rule = rules.get(i);
      if (!ids.contains(rule.department())) {
        String known = ids.isEmpty() ? "a department; none is configured" : "one of " + ids;
        problems.add(Problem.of("rules[" + i + "].department", rule.department(), known));
      }
      if (!names.add(rule.name())) {
        problems.add(Problem.of("rules[" + i + "].name", rule.name(), "a name used once"));
      }
    }
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }

  /** In the order in which they were configured. */
  public Set<String> departmentIds() {
    Set<String> ids = new LinkedHashSet<>();
    departments.forEach(department -> ids.add(department.id()));
    return ids;
  }

  public Optional<Department> department(String id) {
    return departments.stream().filter(d -> d.id().equals(id)).findFirst();
  }

  public Optional<Choice> choose(Subject subject) {
    return rules.stream()
        .filter(rule -> rule.takes(subject))
        .findFirst()
        .map(rule -> new Choice(rule, department(rule.department()).orElseThrow()));
  }
}

package io.cityward.alerts.workorder;

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

  /**
   * What became of a rule when a case was held against it.
   *
   * @param department empty if it does not take the case
   * @param reason why it does not
   */
  public record Step(DispatchRule rule, Optional<Department> department, String reason) {}

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
      if (!rule.department().equals(DispatchRule.OF_THE_AREA) && !ids.contains(rule.department())) {
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

  /** The first rule that takes a case. */
  public Optional<Choice> choose(DispatchCase c) {
    return rules.stream()
        .filter(rule -> rule.refusal(c).isEmpty())
        .flatMap(rule -> department(rule, c).map(d -> new Choice(rule, d)).stream())
        .findFirst();
  }

  /** Each rule up to the one that takes a case, or all. */
  public List<Step> explain(DispatchCase c) {
    List<Step> steps = new ArrayList<>();
    for (DispatchRule rule : rules) {
      Optional<String> refusal = rule.refusal(c);
      Optional<Department> department = department(rule, c);
      if (refusal.isEmpty() && department.isPresent()) {
        steps.add(new Step(rule, department, ""));
        break;
      }
      steps.add(
          new Step(
              rule,
              Optional.empty(),
              refusal.orElse("its department is not configured (expected: one that is)")));
    }
    return steps;
  }

  private Optional<Department> department(DispatchRule rule, DispatchCase c) {
    return rule.department().equals(DispatchRule.OF_THE_AREA)
        ? c.areaDepartment().flatMap(this::department)
        : department(rule.department());
  }

  /** These rules, then others of the same departments, which were checked before. */
  public DispatchRules with(List<DispatchRule> more) {
    Set<String> ids = departmentIds();
    Set<String> names = new HashSet<>();
    List<DispatchRule> all = new ArrayList<>(rules);
    rules.forEach(rule -> names.add(rule.name()));
    // The configuration may have changed since: what it contradicts is left out.
    more.stream()
        .filter(
            rule ->
                rule.department().equals(DispatchRule.OF_THE_AREA)
                    || ids.contains(rule.department()))
        .filter(rule -> names.add(rule.name()))
        .forEach(all::add);
    return new DispatchRules(departments, all);
  }
}

package io.cityward.app.compute;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is granted differently than before, in words for the log. */
final class GrantChanges {

  private GrantChanges() {}

  /** One entry for each change; empty if nothing has changed. */
  static List<String> between(Grants before, Grants now) {
    List<String> changes = new ArrayList<>();
    Set<String> departments = new TreeSet<>(before.compute().keySet());
    departments.addAll(now.compute().keySet());
    for (String department : departments) {
      Grants.Compute had = before.compute().get(department);
      Grants.Compute has = now.compute().get(department);
      if (has == null) {
        changes.add(department + " has no compute any more");
      } else if (!has.equals(had)) {
        changes.add(
            department
                + " has "
                + words(has)
                + (had == null ? "" : " (before: " + words(had) + ")"));
      }
    }
    Set<Grants.Right> rights = new HashSet<>(now.rights());
    before.rights().stream()
        .filter(right -> !rights.contains(right))
        .map(GrantChanges::words)
        .sorted()
        .forEach(words -> changes.add("no longer: " + words));
    rights.removeAll(new HashSet<>(before.rights()));
    rights.stream().map(GrantChanges::words).sorted().forEach(changes::add);
    return changes;
  }

  private static String words(Grants.Compute compute) {
    return number(compute.guaranteed())
        + " to "
        + number(compute.ceiling())
        + " CU, priority "
        + compute.priority();
  }

  private static String words(Grants.Right right) {
    return right.department()
        + " runs "
        + right.algorithm()
        + " on "
        + right.cameras().size()
        + (right.cameras().size() == 1 ? " camera" : " cameras")
        + " at "
        + number(right.framesPerSecond())
        + "/s";
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}

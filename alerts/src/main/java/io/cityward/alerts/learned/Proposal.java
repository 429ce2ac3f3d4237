package io.cityward.alerts.learned;

import io.cityward.alerts.workorder.Department;
import java.util.List;
import java.util.Locale;

/**
 * What was learned says of an order that no rule takes.
 *
 * @param confidence 0..1
 * @param model its version
 * @param reasons what spoke for it most
 * @param byItself whether that is sure enough to send the order by itself
 */
public record Proposal(
    Department department, double confidence, long model, List<String> reasons, boolean byItself) {

  /** Who acts in histories. */
  public static final String ACTOR = "learned dispatcher";

  public Proposal {
    reasons = List.copyOf(reasons);
  }

  /** For histories: {@code model 3, confidence 0.93: event 06010 +2.1, area 310116* +0.8}. */
  public String words() {
    return String.format(Locale.ROOT, "model %d, confidence %.2f", model, confidence)
        + (reasons.isEmpty() ? "" : ": " + String.join(", ", reasons));
  }
}

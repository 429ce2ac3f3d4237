package io.cityward.alerts.verification;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertState;
import java.time.Instant;
import java.util.Locale;

/**
 * What one look says about a case.
 *
 * @param reason in words for an operator
 */
public record Look(Seen seen, String reason) {

  /** What was seen of the thing. */
  public enum Seen {
    CLEAR,
    PRESENT,
    UNCLEAR
  }

  /**
   * From here on a place looks as in the picture of the alert: above what other cars, and the empty
   * place, reach ({@code scenes.appearance.Patch}).
   */
  static final double SAME = 0.85;

  /**
   * Joins what the scene says, by the state of its alert, with what the camera shows. The scene has
   * the say; the picture only keeps it from calling a place clean because its memory was lost.
   *
   * @param handledAt what was seen before does not count
   */
  static Look of(Alert alert, Instant handledAt, Glance glance) {
    if (glance instanceof Glance.Blind blind) {
      return new Look(Seen.UNCLEAR, blind.reason());
    }
    if (alert.state() == AlertState.ONGOING) {
      return alert.lastSeenAt().isAfter(handledAt)
          ? new Look(Seen.PRESENT, "still seen at " + alert.lastSeenAt())
          : new Look(Seen.UNCLEAR, "the scene has not looked since " + handledAt);
    }
    double likeness = ((Glance.Sight) glance).likeness().orElse(-1);
    return likeness >= SAME
        ? new Look(
            Seen.UNCLEAR,
            String.format(
                Locale.ROOT,
                "the scene sees nothing, but the place looks as it did (%.2f of 1)",
                likeness))
        : new Look(Seen.CLEAR, "nothing is seen");
  }
}

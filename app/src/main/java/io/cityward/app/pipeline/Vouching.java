package io.cityward.app.pipeline;

import io.cityward.alerts.alert.FindingId;
import io.cityward.scenes.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings nobody may take for gone although nothing is heard of them: those of cameras that
 * look away for a while, between two visits or two presets, and will look again. One thread.
 */
final class Vouching {

  /** More often than the shortest silence that anybody would set. */
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final Map<FindingId, Instant> until = new LinkedHashMap<>();
  private Instant next = Instant.MIN;

  /**
   * Notes a report.
   *
   * @param longestGap for how long the camera may look away; a minute or less needs no word
   */
  void note(FindingId id, Finding.Phase phase, Duration longestGap, Instant now) {
    boolean looksAway = longestGap.compareTo(Duration.ofMinutes(1)) > 0;
    if (phase == Finding.Phase.ENDED || !looksAway) {
      until.remove(id);
    } else {
      until.put(id, now.plus(longestGap));
    }
  }

  /** Those to vouch for now; usually none, as it is not time yet. */
  List<FindingId> due(Instant now) {
    if (until.isEmpty() || now.isBefore(next)) {
      return List.of();
    }
    next = now.plus(EVERY);
    until.values().removeIf(end -> end.isBefore(now));
    return List.copyOf(until.keySet());
  }
}

package io.cityward.inference;

import java.util.EnumMap;
import java.util.Map;

/**
 * Pictures, counted since the pool was opened. Of a lane {@code submitted = inferred + known +
 * failed + dropped + waiting + in work}; a task of several on one lane counts its part of them.
 *
 * @param submitted handed over
 * @param inferred looked at by a detector
 * @param known answered without, as nothing was new
 * @param failed whose detector or job failed
 * @param dropped by reason, all of them
 */
public record Counts(
    long submitted, long inferred, long known, long failed, Map<DropReason, Long> dropped) {

  public Counts {
    dropped = Map.copyOf(dropped);
  }

  static Counts of(Tally tally) {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, Math.round(tally.dropped[reason.ordinal()]));
    }
    return new Counts(
        Math.round(tally.submitted),
        Math.round(tally.inferred),
        Math.round(tally.known),
        Math.round(tally.failed),
        dropped);
  }

  public long droppedInAll() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}

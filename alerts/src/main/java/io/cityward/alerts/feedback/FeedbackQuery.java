package io.cityward.alerts.feedback;

import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.Verdict;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which judged alerts somebody wants; an empty set stands for any.
 *
 * @param from raised at or after
 * @param until raised before
 */
public record FeedbackQuery(
    Set<CameraId> cameras, Set<String> scenes, Optional<Instant> from, Optional<Instant> until) {

  /** All that was ever judged. */
  public static final FeedbackQuery ALL =
      new FeedbackQuery(Set.of(), Set.of(), Optional.empty(), Optional.empty());

  public FeedbackQuery {
    cameras = Set.copyOf(cameras);
    scenes = Set.copyOf(scenes);
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw CityException.invalid("raised_until", until.get(), "after raised_from, " + from.get());
    }
  }

  AlertFilter filter() {
    return new AlertFilter(
        cameras, scenes, Set.of(), Set.of(Verdict.CONFIRMED, Verdict.REJECTED), from, until);
  }
}

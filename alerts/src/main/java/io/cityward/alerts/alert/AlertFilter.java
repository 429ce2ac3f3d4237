package io.cityward.alerts.alert;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Which alerts somebody wants to see; an empty set stands for any. */
public record AlertFilter(
    Set<CameraId> cameras,
    Set<String> scenes,
    Set<AlertState> states,
    Set<Verdict> verdicts,
    Optional<Instant> raisedFrom,
    Optional<Instant> raisedUntil) {

  public static final AlertFilter ANY =
      new AlertFilter(Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

  public AlertFilter {
    cameras = Set.copyOf(cameras);
    scenes = Set.copyOf(scenes);
    states = Set.copyOf(states);
    verdicts = Set.copyOf(verdicts);
  }

  public boolean matches(Alert alert) {
    return wants(cameras, alert.subject().camera())
        && wants(scenes, alert.subject().scene())
        && wants(states, alert.state())
        && wants(verdicts, alert.judgement().verdict())
        && raisedFrom.map(from -> !alert.raisedAt().isBefore(from)).orElse(true)
        && raisedUntil.map(until -> alert.raisedAt().isBefore(until)).orElse(true);
  }

  private static <T> boolean wants(Set<T> wanted, T value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}

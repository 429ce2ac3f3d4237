package io.cityward.scenes.health;

import io.cityward.core.Picture;
import io.cityward.scenes.Finding.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A camera in front of a health check: what it shows, a look each few seconds. */
final class Watched {

  static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
  static final Duration RELEARN = Duration.ofMinutes(6);
  static final Duration PACE = Duration.ofSeconds(5);

  final CameraHealth health;
  private final List<Health> told = new ArrayList<>();
  private Instant now = START;
  private boolean damaged;
  private int looks;

  Watched(CameraHealthSettings settings) {
    this.health = new CameraHealth(settings);
  }

  /** All conditions after half a minute, so that short footage can tell something. */
  static CameraHealthSettings impatient() {
    Duration patience = Duration.ofSeconds(30);
    return new CameraHealthSettings(
        true, patience, patience, patience, patience, patience, patience, RELEARN);
  }

  /** Shows pictures for so long; asked with the number of the look, over all calls. */
  Watched show(Duration span, IntFunction<? extends Picture> pictures) {
    for (Instant end = now.plus(span); now.isBefore(end); now = now.plus(PACE)) {
      told.addAll(health.look(now, pictures.apply(looks++), damaged));
    }
    return this;
  }

  /** The looks of a clip, from the first one again when they are over. */
  Watched show(Duration span, List<? extends Picture> pictures) {
    return show(span, look -> pictures.get(look % pictures.size()));
  }

  Watched damaged(boolean value) {
    damaged = value;
    return this;
  }

  Instant now() {
    return now;
  }

  List<Health> told() {
    return List.copyOf(told);
  }

  List<Condition> begun() {
    return conditions(Phase.BEGUN);
  }

  List<Condition> ended() {
    return conditions(Phase.ENDED);
  }

  private List<Condition> conditions(Phase phase) {
    return told.stream().filter(h -> h.phase() == phase).map(Health::condition).toList();
  }
}

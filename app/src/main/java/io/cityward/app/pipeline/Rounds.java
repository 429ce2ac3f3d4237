package io.cityward.app.pipeline;

import io.cityward.app.config.Patrol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is visited now 轮巡: many cameras share few open streams. The camera that has waited longest
 * past its time goes first; a visit begins when a stream is free, and lasts from the first picture
 * for as long as the camera's patrol says. A camera that shows nothing is left after a while, and
 * its turn comes again like any other's.
 *
 * <p>Pure but for what it tells the cameras: {@link #step} does what is due at a time. One thread.
 */
final class Rounds {

  /** What the patrol has done since the start. */
  public record Figures(int cameras, int open, long visits, long failed, Duration late) {}

  private final int streams;
  private final Duration patience;
  private final Map<String, Round> rounds = new LinkedHashMap<>();
  private int open;
  private long visits;
  private long failed;
  private Duration late = Duration.ZERO;

  /**
   * @param streams how many visits may go on at once
   * @param patience how long a visit waits for its first picture
   */
  Rounds(int streams, Duration patience) {
    this.streams = streams;
    this.patience = patience;
  }

  /** One camera's place in the rotation. */
  private static final class Round {
    private final Visited camera;
    private final Patrol patrol;
    private Instant due;
    private Instant openedAt;

    private Round(Visited camera, Patrol patrol, Instant due) {
      this.camera = camera;
      this.patrol = patrol;
      this.due = due;
    }
  }

  /** Takes a camera in; its first visit is due at once. */
  void add(Visited camera, Patrol patrol, Instant now) {
    remove(camera.id());
    rounds.put(camera.id(), new Round(camera, patrol, now));
  }

  /** Ends a visit that goes on, and makes no further one. */
  void remove(String id) {
    Round round = rounds.remove(id);
    if (round != null && round.openedAt != null) {
      leave(round);
    }
  }

  /** Ends the visits that are over, and begins those that are due, as far as streams are free. */
  void step(Instant now) {
    for (Round round : rounds.values()) {
      if (round.openedAt != null && over(round, now)) {
        leave(round);
        round.camera.nextVisit(round.due);
      }
    }
    for (Round round : due(now)) {
      if (open == streams) {
        return;
      }
      visit(round, now);
    }
  }

  private List<Round> due(Instant now) {
    List<Round> due = new ArrayList<>(rounds.values());
    due.removeIf(round -> round.openedAt != null || round.due.isAfter(now));
    due.sort(Comparator.comparing(round -> round.due));
    return due;
  }

  private void visit(Round round, Instant now) {
    late = Duration.between(round.due, now);
    round.openedAt = now;
    round.due = next(round, now);
    open++;
    visits++;
    round.camera.open();
  }

  /** Keeps the rhythm, unless it is late by a whole round: then it begins anew from now. */
  private static Instant next(Round round, Instant now) {
    Instant inRhythm = round.due.plus(round.patrol.every());
    return inRhythm.isAfter(now) ? inRhythm : now.plus(round.patrol.every());
  }

  private boolean over(Round round, Instant now) {
    Optional<Instant> since = round.camera.pictureSince();
    if (since.isEmpty()) {
      boolean hopeless = !now.isBefore(round.openedAt.plus(patience));
      failed += hopeless ? 1 : 0;
      return hopeless;
    }
    return !now.isBefore(since.get().plus(round.patrol.stay()))
        && !now.isBefore(round.camera.neededUntil());
  }

  private void leave(Round round) {
    round.openedAt = null;
    open--;
    round.camera.close();
  }

  /** Ends all visits. */
  void end() {
    List.copyOf(rounds.keySet()).forEach(this::remove);
  }

  Figures figures(Clock clock) {
    Instant now = clock.instant();
    Duration waiting =
        due(now).stream()
            .findFirst()
            .map(round -> Duration.between(round.due, now))
            .orElse(Duration.ZERO);
    return new Figures(
        rounds.size(), open, visits, failed, waiting.compareTo(late) > 0 ? waiting : late);
  }
}

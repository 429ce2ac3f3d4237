package io.cityward.scenes.throwing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** When, in the world's time, the last pictures of the media clock were taken. */
final class Moments {

  private static final double KEPT_SECONDS = 20;

  private record Moment(double seconds, Instant time) {}

  private final Deque<Moment> moments = new ArrayDeque<>();

  void remember(double seconds, Instant time) {
    moments.addLast(new Moment(seconds, time));
    while (moments.size() > 2 && seconds - moments.peekFirst().seconds() > KEPT_SECONDS) {
      moments.removeFirst();
    }
  }

  /** Of a moment of the media clock that was remembered, or the one before it. */
  Instant time(double seconds) {
    Moment before = moments.getFirst();
    for (Moment moment : moments) {
      if (moment.seconds() > seconds) {
        break;
      }
      before = moment;
    }
    return before.time().plus(Duration.ofNanos((long) (1e9 * (seconds - before.seconds()))));
  }

  void clear() {
    moments.clear();
  }
}

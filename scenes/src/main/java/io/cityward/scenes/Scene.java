package io.cityward.scenes;

import java.time.Duration;
import java.util.List;

/**
 * Decides what happens in front of one camera. State, input and the observation's own time give new
 * state and findings; there is no clock, no I/O and no chance in it, so the same observations
 * always give the same findings. One thread at a time.
 */
public interface Scene {

  /** What a scene bears unless it is told otherwise: a camera that was away for a moment. */
  Duration LONGEST_GAP = Duration.ofMinutes(1);

  /** The scene's name in settings, alerts and truth files, such as {@code illegal-parking}. */
  String name();

  /**
   * Takes one observation.
   *
   * <p>A time that goes back, or a gap longer than the scene was made for, resets the scene: what
   * it saw before says nothing about now. Open findings are then left without an end; who keeps
   * them closes them by their own silence. In a shorter gap nobody looked: nothing is concluded
   * from it, and what was there before and looks the same after was there in between.
   *
   * @return what began, goes on or ended, in a stable order; usually empty
   */
  List<Finding> observe(Observation observation);

  /** Forgets everything seen. */
  void reset();
}

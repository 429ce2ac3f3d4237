package io.cityward.scenes;

import java.util.List;

/**
 * Decides what happens in front of one camera. State, input and the observation's own time give new
 * state and findings; there is no clock, no I/O and no chance in it, so the same observations
 * always give the same findings. One thread at a time.
 */
public interface Scene {

  /** The scene's name in settings, alerts and truth files, such as {@code illegal-parking}. */
  String name();

  /**
   * Takes one observation.
   *
   * <p>A time that goes back, or a gap of more than a minute, resets the scene: what it saw before
   * says nothing about now. Open findings are then left without an end; who keeps them closes them
   * by their own silence.
   *
   * @return what began, goes on or ended, in a stable order; usually empty
   */
  List<Finding> observe(Observation observation);

  /** Forgets everything seen. */
  void reset();
}

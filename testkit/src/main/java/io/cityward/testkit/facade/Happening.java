package io.cityward.testkit.facade;

import io.cityward.testkit.drawing.GreyPicture;

/** Something that moves in front of a façade. Places and sizes in pixels. */
public interface Happening {

  /**
   * Draws itself as it is at a moment.
   *
   * @param seconds since the film's beginning
   * @param exposure for how long the shutter is open, seconds: what is fast is smeared
   */
  void draw(GreyPicture picture, double seconds, double exposure);
}

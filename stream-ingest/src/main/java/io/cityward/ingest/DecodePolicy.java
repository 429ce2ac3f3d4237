package io.cityward.ingest;

import io.cityward.core.CityException;

/** Which of a stream's frames are decoded and handed on. */
public sealed interface DecodePolicy {

  DecodePolicy KEY_FRAMES = new KeyFrames();
  DecodePolicy ALL = new All();

  /** Key frames alone; everything else is dropped before the decoder. A tenth of the cost. */
  record KeyFrames() implements DecodePolicy {}

  /**
   * At most so many frames per second of media time, evenly spread. What these frames refer to is
   * decoded as well, so that it costs nearly as much as {@link All} unless the codec has only key
   * frames.
   */
  record Fps(double value) implements DecodePolicy {

    public Fps {
      if (!(value > 0 && value <= 240)) {
        throw CityException.invalid("fps", value, "more than 0 and at most 240");
      }
    }
  }

  /** Every frame. */
  record All() implements DecodePolicy {}
}

package io.cityward.ingest;

/**
 * How a camera is decoded now.
 *
 * @param policy what was asked for
 * @param way what that comes to with this camera
 * @param reason in words for an operator
 */
public record Decoding(DecodePolicy policy, Way way, String reason) {

  public enum Way {
    NOTHING,
    KEY_FRAMES,
    /** All that is referred to, but only some of it is handed on. */
    SPARSE,
    EVERYTHING
  }
}

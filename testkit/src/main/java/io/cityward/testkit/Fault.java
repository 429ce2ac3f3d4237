package io.cityward.testkit;

/** How a simulated camera misbehaves, until it is set to {@link #NONE}. */
public enum Fault {
  NONE,
  /** Sends no more media and no reports, but answers on the control connection. */
  FROZEN,
  /** Accepts connections and reads them, but neither answers nor sends, as a stopped process. */
  MUTE,
  /** Takes no credentials, not even the right ones. */
  UNAUTHORISED,
  /** Answers every request about it with 503. */
  OVERLOADED,
  /** Closes the connection of who wants to PLAY. */
  CLOSE_ON_PLAY,
  /** Sends random bytes, always the same ones, in the place of media and of its framing. */
  GARBAGE
}

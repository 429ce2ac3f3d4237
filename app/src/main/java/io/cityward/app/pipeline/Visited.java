package io.cityward.app.pipeline;

import java.time.Instant;
import java.util.Optional;

/** A camera that is not watched all the time, as the patrol sees it. Called on one thread. */
interface Visited {

  String id();

  /** Connects; pictures come later, or not at all. */
  void open();

  /** When the first picture of this visit came; empty as long as none has. */
  Optional<Instant> pictureSince();

  /** Until when the connection is still needed, for a clip that is being kept; may be past. */
  Instant neededUntil();

  /** Disconnects. */
  void close();

  /** What an operator reads between visits. */
  void nextVisit(Instant at);
}

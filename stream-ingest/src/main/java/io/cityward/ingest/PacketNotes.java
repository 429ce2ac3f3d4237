package io.cityward.ingest;

import java.time.Instant;
import java.util.Optional;

/** Remembers the last packets, for the frames that come out of them in other order. */
final class PacketNotes {

  /** More than any decoder holds back. */
  private static final int KEPT = 64;

  /**
   * @param cameraTime when the picture was taken by the camera's clock, if it tells
   */
  record Note(long mediaMicros, Instant arrivedAt, boolean damaged, Optional<Instant> cameraTime) {}

  private final Note[] notes = new Note[KEPT];
  private int next;

  void add(Note note) {
    notes[next] = note;
    next = (next + 1) % KEPT;
  }

  /** Of the packet with this media time, or of the newest one. */
  Note of(long mediaMicros) {
    int newest = (next + KEPT - 1) % KEPT;
    for (int i = 0; i < KEPT; i++) {
      Note note = notes[(newest + KEPT - i) % KEPT];
      if (note != null && note.mediaMicros() == mediaMicros) {
        return note;
      }
    }
    return notes[newest];
  }
}

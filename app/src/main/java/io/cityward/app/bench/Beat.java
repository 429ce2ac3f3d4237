package io.cityward.app.bench;

/**
 * When a camera's frames are due: one every interval, counted from one that came without delay.
 * Microseconds of the wall clock.
 */
record Beat(long anchor, long interval) {

  /** How many are due after a moment, up to another. */
  long between(long from, long to) {
    return Math.floorDiv(to - anchor, interval) - Math.floorDiv(from - anchor, interval);
  }
}

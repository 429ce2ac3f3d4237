package io.cityward.inference;

import io.cityward.inference.fair.Charge;

/**
 * A job whose turn has come, on the shelf that its lane wanted then.
 *
 * @param submitted when it was handed over, in nanoseconds
 * @param charge what its payers were charged for it
 */
record Turn(Lane lane, PictureJob job, Shelf shelf, long submitted, Charge<Lane> charge) {

  /** Whether an answer would be older than is welcome. */
  boolean isTooLate(long nanos) {
    double age = (nanos - submitted) / 1e9 + shelf.shortestRunSeconds();
    return age * 1e9 > lane.order().deadline().toNanos();
  }
}

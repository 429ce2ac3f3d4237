package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/**
 * The parameter sets that hold now: those of the description, until the stream has others. Cameras
 * repeat them with most key units, so that the common case is a comparison. Owner thread.
 */
final class KnownSets {

  private static final int MOST = 32;

  private final int[] starts = new int[MOST];
  private final int[] lengths = new int[MOST];
  private final int[] kindsAt = new int[MOST];
  private int count;
  private int kinds;
  private ParameterSets known;

  KnownSets(ParameterSets described) {
    known = described;
  }

  ParameterSets known() {
    return known;
  }

  /** The unit that comes together has one, there. */
  void note(int kind, int start, int length) {
    kinds |= kind;
    if (count < MOST) {
      starts[count] = start;
      lengths[count] = length;
      kindsAt[count] = kind;
      count++;
    }
  }

  /** Whether the unit has all kinds of its own. */
  boolean complete(int all) {
    return (kinds & all) == all;
  }

  void clear() {
    count = 0;
    kinds = 0;
  }

  /**
   * Takes over what the unit has. A unit with all kinds begins anew; another one adds to them.
   *
   * @return whether they changed
   */
  boolean learn(ByteBuffer unit) {
    if (count == 0 || same(unit)) {
      return false;
    }
    ParameterSets before = known;
    if (complete(known.kinds())) {
      known = ParameterSets.NONE;
    }
    for (int i = 0; i < count; i++) {
      if (!known.contains(unit, starts[i], lengths[i])) {
        known = known.and(unit, starts[i], lengths[i], kindsAt[i]);
      }
    }
    return !known.same(before);
  }

  private boolean same(ByteBuffer unit) {
    int offset = 0;
    for (int i = 0; i < count; i++) {
      if (!known.holds(offset, unit, starts[i], lengths[i])) {
        return false;
      }
      offset += lengths[i];
    }
    return offset == known.length();
  }
}

package io.cityward.testkit;

/**
 * When which picture of a camera is sent, and under which numbers: a pure function of its position.
 * The position counts pictures since the camera began and goes on through every pass of the clip,
 * and with it RTP's time and sequence numbers, which wrap as RTP wants.
 *
 * @param startNanos when position 0 is sent, by {@link System#nanoTime()}
 * @param firstSequence sequence number of the first packet of position 0
 * @param firstTime RTP time at {@code startNanos}
 */
record Timeline(Clip clip, boolean loop, long startNanos, int firstSequence, int firstTime) {

  /** The same pictures at the same moments, with an RTP time that is so much later. */
  Timeline jumped(long ticks) {
    return new Timeline(clip, loop, startNanos, firstSequence, firstTime + (int) ticks);
  }

  /** Another clip in the place of this position, which is its position 0; numbers go on. */
  Timeline switched(Clip other, long position) {
    long due = dueNanos(position);
    return new Timeline(other, loop, due, sequence(position), rtpTimeAt(due));
  }

  /** Whether the position lies behind the end, which only a clip that does not loop has. */
  boolean ended(long position) {
    return !loop && position >= clip.frames();
  }

  AccessUnit unit(long position) {
    return clip.units().get(index(position));
  }

  /** When to send, by {@link System#nanoTime()}. */
  long dueNanos(long position) {
    long ticks = pass(position) * clip.loopTicks() + unit(position).dts() - firstDts();
    return startNanos + nanos(ticks);
  }

  int rtpTime(long position) {
    return firstTime
        + (int) (pass(position) * clip.loopTicks() + unit(position).pts() - firstDts());
  }

  /** RTP time of a moment, for sender reports. */
  int rtpTimeAt(long nanoTime) {
    return firstTime + (int) ticks(nanoTime - startNanos);
  }

  /** 16 bits, of the position's first packet. */
  int sequence(long position) {
    long before =
        pass(position) * clip.packetsBefore(clip.frames()) + clip.packetsBefore(index(position));
    return (int) (firstSequence + before) & 0xffff;
  }

  /** The first position that is due now or later. */
  long positionAt(long nanoTime) {
    long sinceStart = Math.max(0, nanoTime - startNanos);
    long position = ticks(sinceStart) / clip.loopTicks() * clip.frames();
    while (!ended(position) && dueNanos(position) < nanoTime) {
      position++;
    }
    return position;
  }

  /** The first position from here on where decoding can begin; may lie behind the end. */
  long keyFrameFrom(long position) {
    long key = position;
    while (!ended(key) && !unit(key).keyFrame()) {
      key++;
    }
    return key;
  }

  private long pass(long position) {
    return position / clip.frames();
  }

  private int index(long position) {
    return (int) (position % clip.frames());
  }

  private long firstDts() {
    return clip.units().get(0).dts();
  }

  private static long nanos(long ticks) {
    return ticks * 100_000 / 9;
  }

  private static long ticks(long nanos) {
    return nanos * 9 / 100_000;
  }
}

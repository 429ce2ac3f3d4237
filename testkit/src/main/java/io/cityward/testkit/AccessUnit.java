package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * One encoded picture of a clip.
 *
 * @param nals its NAL units without start codes, on the heap; never read through their own indices,
 *     so that any number of cameras can share them
 * @param dts when it is sent, in 90 kHz ticks
 * @param pts when it is shown, in 90 kHz ticks
 * @param keyFrame whether decoding can begin here; such a unit carries its parameter sets
 */
record AccessUnit(List<ByteBuf> nals, long dts, long pts, boolean keyFrame) {

  AccessUnit {
    nals = List.copyOf(nals);
  }

  int bytes() {
    return nals.stream().mapToInt(ByteBuf::readableBytes).sum();
  }
}

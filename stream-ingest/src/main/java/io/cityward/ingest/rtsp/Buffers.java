package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory that clients hand on to the next ones. Left to the garbage collector, which sees
 * only small objects, it would pile up with every reconnect until the heap happens to fill.
 */
final class Buffers {

  /** More idle ones of a size are left to the collector. */
  private static final int MOST_IDLE = 32;

  private static final Map<Integer, ArrayDeque<ByteBuffer>> IDLE = new HashMap<>();

  private Buffers() {}

  /** A clear buffer with whatever bytes in it. */
  static synchronized ByteBuffer take(int capacity) {
    ArrayDeque<ByteBuffer> idle = IDLE.get(capacity);
    return idle == null || idle.isEmpty() ? ByteBuffer.allocateDirect(capacity) : idle.pop();
  }

  /** Takes a buffer that nobody uses any more. */
  static synchronized void giveBack(ByteBuffer buffer) {
    ArrayDeque<ByteBuffer> idle =
        IDLE.computeIfAbsent(buffer.capacity(), size -> new ArrayDeque<>());
    if (idle.size() < MOST_IDLE) {
      buffer.clear();
      idle.push(buffer);
    }
  }
}

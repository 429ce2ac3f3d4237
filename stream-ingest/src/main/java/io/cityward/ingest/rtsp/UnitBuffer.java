package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/** A picture's bytes while they come: grows up to {@value #LONGEST} bytes, and stays that large. */
final class UnitBuffer {

  static final int LONGEST = 8 << 20;

  private static final int FIRST = 128 << 10;
  private static final int START_CODE = 4;

  private ByteBuffer bytes = Buffers.take(FIRST);
  private int size;
  private boolean overflowed;

  void clear() {
    size = 0;
    overflowed = false;
  }

  int size() {
    return size;
  }

  /** Whether something did not fit. */
  boolean overflowed() {
    return overflowed;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Begins a NAL unit. */
  void start(int header, int headerBytes) {
    if (room(START_CODE + headerBytes)) {
      bytes.putInt(size, 1);
      size += START_CODE;
      for (int shift = 8 * (headerBytes - 1); shift >= 0; shift -= 8) {
        bytes.put(size++, (byte) (header >> shift));
      }
    }
  }

  void append(ByteBuffer from, int at, int length) {
    if (room(length)) {
      bytes.put(size, from, at, length);
      size += length;
    }
  }

  void putInFront(ParameterSets sets) {
    if (room(sets.length())) {
      bytes.put(sets.length(), bytes, 0, size);
      sets.write(bytes, 0);
      size += sets.length();
    }
  }

  /** The whole, with the padding behind it. */
  ByteBuffer finished() {
    for (int i = 0; i < AccessUnit.PADDING; i += Long.BYTES) {
      bytes.putLong(size + i, 0);
    }
    return bytes.limit(size).position(0);
  }

  /** Hands its memory on; it is of no use after that. Once. */
  void release() {
    Buffers.giveBack(bytes);
  }

  private boolean room(int more) {
    int needed = size + more + AccessUnit.PADDING;
    if (needed > bytes.capacity()) {
      if (needed > LONGEST || overflowed) {
        overflowed = true;
        return false;
      }
      ByteBuffer larger = Buffers.take(Math.min(LONGEST, Integer.highestOneBit(needed) * 2));
      larger.put(0, bytes, 0, size);
      Buffers.giveBack(bytes);
      bytes = larger;
    }
    bytes.clear();
    return !overflowed;
  }
}

package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.nio.ByteBuffer;

/**
 * What the NAL units of one picture tell about it, from their first bytes. Nothing is parsed that
 * is not asked: the decoder does that again.
 */
final class PictureFacts {

  private static final int SEI = 6;
  private static final int RECOVERY_POINT = 6;

  private final Codec codec;
  private boolean hasSlice;
  private boolean randomAccess;
  private boolean allIntra;
  private boolean announced;

  PictureFacts(Codec codec) {
    this.codec = codec;
    clear();
  }

  void clear() {
    hasSlice = false;
    randomAccess = false;
    allIntra = true;
    announced = false;
  }

  boolean hasSlice() {
    return hasSlice;
  }

  /** See {@link AccessUnit#key()}. */
  boolean key() {
    return randomAccess || (codec == Codec.H264 && hasSlice && allIntra && announced);
  }

  void note(int type, int header, ByteBuffer from, int at, int length) {
    if (codec.slice(type)) {
      hasSlice = true;
      randomAccess |= codec.randomAccess(type);
      allIntra &= codec == Codec.H264 && intra(type, header, from, at, length);
    } else if (codec == Codec.H264) {
      announced |= type == 7 || (type == SEI && recoveryPoint(from, at, at + length));
    }
  }

  /** Whether the slice is its picture's first (first_mb_in_slice, first_slice_segment_in_pic). */
  boolean first(int type, ByteBuffer from, int at, int length) {
    boolean partition = codec == Codec.H264 && (type == 3 || type == 4);
    return length > 0 && !partition && from.get(at) < 0;
  }

  /** A reference picture of I or SI slices (ITU-T H.264, 7.4.3). */
  private static boolean intra(int type, int header, ByteBuffer from, int at, int length) {
    if ((type != 1 && type != 5) || (header & 0x60) == 0) {
      return false;
    }
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = bits << 8 | (i < length ? from.get(at + i) & 0xff : 0);
    }
    bits <<= golombBits(bits);
    int zeros = Long.numberOfLeadingZeros(bits);
    if (zeros > 3) {
      return false;
    }
    int sliceType = (int) (bits >>> (63 - 2 * zeros)) - 1;
    return sliceType % 5 == 2 || sliceType % 5 == 4;
  }

  /** How long the number at the top is (ITU-T H.264, 9.1). */
  private static int golombBits(long bits) {
    return Math.min(63, 2 * Long.numberOfLeadingZeros(bits) + 1);
  }

  private static boolean recoveryPoint(ByteBuffer from, int begin, int end) {
    int at = begin;
    while (at + 1 < end) {
      int type = 0;
      while (at < end && (from.get(at) & 0xff) == 0xff) {
        type += 255;
        at++;
      }
      type += at < end ? from.get(at++) & 0xff : 0;
      int size = 0;
      while (at < end && (from.get(at) & 0xff) == 0xff) {
        size += 255;
        at++;
      }
      size += at < end ? from.get(at++) & 0xff : 0;
      if (type == RECOVERY_POINT && size > 0) {
        return true;
      }
      at += size;
    }
    return false;
  }
}

package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Splits a byte stream at its start codes (ITU-T H.264 annex B, H.265 annex B). */
final class AnnexB {

  private AnnexB() {}

  /** The NAL units in the array, as views of it, without start codes and trailing zeros. */
  static List<ByteBuf> split(byte[] bytes) {
    List<ByteBuf> nals = new ArrayList<>();
    int begin = afterStartCode(bytes, 0);
    while (begin < bytes.length) {
      int next = afterStartCode(bytes, begin);
      int end = next < bytes.length || endsWithStartCode(bytes) ? next - 3 : bytes.length;
      while (end > begin && bytes[end - 1] == 0) {
        end--;
      }
      if (end > begin) {
        nals.add(Unpooled.wrappedBuffer(bytes, begin, end - begin).asReadOnly());
      }
      begin = next;
    }
    return nals;
  }

  /** Where the first NAL unit after {@code from} begins; the array's length when there is none. */
  private static int afterStartCode(byte[] bytes, int from) {
    for (int i = from; i + 2 < bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i + 3;
      }
    }
    return bytes.length;
  }

  private static boolean endsWithStartCode(byte[] bytes) {
    int n = bytes.length;
    return n >= 3 && bytes[n - 3] == 0 && bytes[n - 2] == 0 && bytes[n - 1] == 1;
  }
}

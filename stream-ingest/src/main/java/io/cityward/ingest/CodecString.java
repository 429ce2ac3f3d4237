package io.cityward.ingest;

import io.cityward.core.CityException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a browser is told of a stream before it sees it (RFC 6381; ISO/IEC 14496-15, annex E), read
 * from the boxes that describe it: {@code avc1.64001f}, {@code hvc1.1.6.L93.B0}.
 */
final class CodecString {

  private static final int CONSTRAINT_BYTES = 6;

  private CodecString() {}

  /**
   * @param start the first bytes of an MP4 stream, up to its first fragment
   * @throws CityException INVALID if it is not H.264 or H.265
   */
  static String of(byte[] start) {
    int avc = box(start, "avcC");
    if (avc >= 0) {
      return String.format(
          Locale.ROOT, "avc1.%02x%02x%02x", start[avc + 1], start[avc + 2], start[avc + 3]);
    }
    int hevc = box(start, "hvcC");
    if (hevc >= 0) {
      return hevc(Arrays.copyOfRange(start, hevc, hevc + 13));
    }
    throw CityException.invalid("codec", "another one", "h264 or hevc, which browsers can play");
  }

  private static String hevc(byte[] box) {
    String space = new String[] {"", "A", "B", "C"}[(box[1] & 0xff) >> 6];
    String tier = (box[1] & 0x20) == 0 ? "L" : "H";
    int compatible =
        (box[2] & 0xff) << 24 | (box[3] & 0xff) << 16 | (box[4] & 0xff) << 8 | (box[5] & 0xff);
    StringBuilder text = new StringBuilder("hvc1.");
    text.append(space).append(box[1] & 0x1f);
    text.append('.').append(Integer.toHexString(Integer.reverse(compatible)));
    text.append('.').append(tier).append(box[12] & 0xff);
    int constraints = CONSTRAINT_BYTES;
    while (constraints > 0 && box[5 + constraints] == 0) {
      constraints--;
    }
    for (int i = 0; i < constraints; i++) {
      text.append('.').append(Integer.toHexString(box[6 + i] & 0xff).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** Where the content of a box begins, wherever the box lies; -1 if there is none. */
  private static int box(byte[] bytes, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
    for (int i = 4; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + wanted.length;
      }
    }
    return -1;
  }
}

package io.cityward.alerts.feedback;

import java.util.Optional;

/**
 * Width and height of a JPEG in pixels, from its frame header (ITU-T T.81, B.2.2); nothing is
 * decoded.
 */
record JpegSize(int width, int height) {

  private static final int MARKER = 0xFF;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int START_OF_SCAN = 0xDA;

  /** Empty if the bytes are no JPEG. */
  static Optional<JpegSize> of(byte[] jpeg) {
    if (jpeg.length < 4 || at(jpeg, 0) != MARKER || at(jpeg, 1) != START_OF_IMAGE) {
      return Optional.empty();
    }
    int place = 2;
    while (place + 9 < jpeg.length && at(jpeg, place) == MARKER) {
      int marker = at(jpeg, place + 1);
      if (marker == MARKER) {
        place++; // Fill bytes may stand before a marker.
      } else if (isFrame(marker)) {
        int height = at(jpeg, place + 5) << 8 | at(jpeg, place + 6);
        int width = at(jpeg, place + 7) << 8 | at(jpeg, place + 8);
        return width > 0 && height > 0
            ? Optional.of(new JpegSize(width, height))
            : Optional.empty();
      } else if (marker == START_OF_SCAN) {
        return Optional.empty();
      } else {
        place += 2 + (at(jpeg, place + 2) << 8 | at(jpeg, place + 3));
      }
    }
    return Optional.empty();
  }

  /** C0 to CF begin a frame, except the three that are tables. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static int at(byte[] bytes, int i) {
    return bytes[i] & 0xFF;
  }
}

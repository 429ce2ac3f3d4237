package io.cityward.testkit;

/**
 * A codec that cameras send, and what its NAL units look like (H.264: ITU-T H.264 table 7-1; H.265:
 * ITU-T H.265 table 7-1).
 */
public enum VideoCodec {
  H264(1, 7) {
    @Override
    int type(byte header) {
      return header & 0x1f;
    }

    @Override
    boolean keyFrame(int type) {
      return type == 5;
    }
  },
  H265(2, 32) {
    @Override
    int type(byte header) {
      return (header >> 1) & 0x3f;
    }

    @Override
    boolean keyFrame(int type) {
      return type >= 16 && type <= 21;
    }
  };

  private final int headerBytes;
  private final int firstParameterSet;

  VideoCodec(int headerBytes, int firstParameterSet) {
    this.headerBytes = headerBytes;
    this.firstParameterSet = firstParameterSet;
  }

  /** Length of a NAL unit's header in bytes. */
  int headerBytes() {
    return headerBytes;
  }

  /** The type of the NAL unit whose first byte this is. */
  abstract int type(byte header);

  /** Whether a slice of this type belongs to a picture where decoding can begin. */
  abstract boolean keyFrame(int type);

  /** SPS and PPS, with H.265 also VPS. */
  boolean parameterSet(int type) {
    return type >= firstParameterSet && type <= lastParameterSet();
  }

  private int lastParameterSet() {
    return this == H264 ? 8 : 34;
  }
}

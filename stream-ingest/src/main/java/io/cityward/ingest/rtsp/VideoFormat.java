package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/**
 * What a decoder has to know.
 *
 * @param parameterSets SPS and PPS, with H.265 also VPS, as Annex B bytes; empty if the camera has
 *     not told them yet
 * @param framesPerSecond as declared; 0 if not
 */
public record VideoFormat(Codec codec, ByteBuffer parameterSets, double framesPerSecond) {

  /**
   * What its NAL units look like (H.264: ITU-T H.264 table 7-1; H.265: ITU-T H.265 table 7-1). A
   * header is its bytes as a number, the first one highest.
   */
  public enum Codec {
    H264(1) {
      @Override
      int type(int header) {
        return header & 0x1f;
      }

      @Override
      boolean slice(int type) {
        return type >= 1 && type <= 5;
      }

      @Override
      boolean randomAccess(int type) {
        return type == 5;
      }

      @Override
      int parameterSet(int type) {
        return type == 7 ? 1 : type == 8 ? 2 : 0;
      }

      @Override
      boolean useless(int type) {
        return type == 9 || type == 12;
      }
    },
    H265(2) {
      @Override
      int type(int header) {
        return (header >> 9) & 0x3f;
      }

      @Override
      boolean slice(int type) {
        return type < 32;
      }

      @Override
      boolean randomAccess(int type) {
        return type >= 16 && type <= 23;
      }

      @Override
      int parameterSet(int type) {
        return type == 33 ? 1 : type == 34 ? 2 : type == 32 ? 4 : 0;
      }

      @Override
      boolean useless(int type) {
        return type == 35 || type == 38;
      }
    };

    private final int headerBytes;

    Codec(int headerBytes) {
      this.headerBytes = headerBytes;
    }

    int headerBytes() {
      return headerBytes;
    }

    abstract int type(int header);

    /** Whether it carries part of a picture. */
    abstract boolean slice(int type);

    /** IDR, with H.265 also the other pictures at which decoding can begin. */
    abstract boolean randomAccess(int type);

    /** One bit for each kind: 1 for SPS, 2 for PPS, 4 for VPS; 0 for what is none of them. */
    abstract int parameterSet(int type);

    /** All kinds that a decoder needs. */
    int allParameterSets() {
      return this == H264 ? 3 : 7;
    }

    /** Delimiters and filler, which only cost. */
    abstract boolean useless(int type);
  }

  public VideoFormat {
    parameterSets = parameterSets.asReadOnlyBuffer();
  }

  /** A view of its own, for each caller. */
  @Override
  public ByteBuffer parameterSets() {
    return parameterSets.duplicate();
  }
}

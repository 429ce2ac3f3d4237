package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** SPS, PPS and VPS as Annex B bytes, in the order they came. Immutable. */
final class ParameterSets {

  static final ParameterSets NONE = new ParameterSets(new byte[0], 0);

  private static final byte[] START = {0, 0, 0, 1};
  private static final int LONGEST = 64 << 10;

  private final byte[] bytes;
  private final int kinds;

  private ParameterSets(byte[] bytes, int kinds) {
    this.bytes = bytes;
    this.kinds = kinds;
  }

  /**
   * From an SDP attribute: base64, separated by commas. What is not a parameter set is left out;
   * cameras write all sorts of things there, and most repeat the sets in the stream.
   */
  ParameterSets and(Codec codec, String base64) {
    ParameterSets all = this;
    for (String one : base64.split(",")) {
      byte[] nal = withoutStart(decode(one.trim()));
      int header = header(codec, nal);
      int kind = header < 0 ? 0 : codec.parameterSet(codec.type(header));
      if (kind != 0) {
        all = all.and(nal, kind);
      }
    }
    return all;
  }

  private ParameterSets and(byte[] nal, int kind) {
    if (bytes.length + START.length + nal.length > LONGEST) {
      return this;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(bytes);
    joined.writeBytes(START);
    joined.writeBytes(nal);
    return new ParameterSets(joined.toByteArray(), kinds | kind);
  }

  /** With a copy of NAL units, start codes in front, behind those that are here. */
  ParameterSets and(ByteBuffer from, int at, int length, int kind) {
    if (bytes.length + length > LONGEST) {
      return this;
    }
    byte[] joined = Arrays.copyOf(bytes, bytes.length + length);
    from.get(at, joined, bytes.length, length);
    return new ParameterSets(joined, kinds | kind);
  }

  int kinds() {
    return kinds;
  }

  int length() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  void write(ByteBuffer to, int at) {
    to.put(at, bytes);
  }

  boolean same(ParameterSets other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /** Whether the same bytes are here at an offset. */
  boolean holds(int offset, ByteBuffer other, int at, int length) {
    if (offset + length > bytes.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != other.get(at + i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the same bytes are here anywhere. */
  boolean contains(ByteBuffer other, int at, int length) {
    for (int offset = 0; offset + length <= bytes.length; offset++) {
      if (holds(offset, other, at, length)) {
        return true;
      }
    }
    return false;
  }

  private static int header(Codec codec, byte[] nal) {
    if (nal.length <= codec.headerBytes()) {
      return -1;
    }
    int first = nal[0] & 0xff;
    return codec == Codec.H264 ? first : first << 8 | (nal[1] & 0xff);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] withoutStart(byte[] nal) {
    int zeros = 0;
    while (zeros < nal.length && nal[zeros] == 0) {
      zeros++;
    }
    boolean started = zeros >= 2 && zeros < nal.length && nal[zeros] == 1;
    return started ? Arrays.copyOfRange(nal, zeros + 1, nal.length) : nal;
  }
}

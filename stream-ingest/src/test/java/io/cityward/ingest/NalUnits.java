package io.cityward.ingest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * What a packet carries, however it is framed: parameter sets left out, which MP4 keeps elsewhere.
 */
final class NalUnits {

  private NalUnits() {}

  /** Of a packet as RTSP brings it. */
  static List<String> ofStream(AVPacket packet, boolean hevc) {
    return of(startCodes(bytes(packet)), hevc);
  }

  /** Of a packet out of an MP4 file. */
  static List<String> ofFile(AVPacket packet, boolean hevc) {
    return of(lengths(bytes(packet)), hevc);
  }

  private static byte[] bytes(AVPacket packet) {
    byte[] bytes = new byte[packet.size()];
    packet.data().get(bytes);
    return bytes;
  }

  private static List<String> of(List<byte[]> units, boolean hevc) {
    return units.stream()
        .filter(unit -> !parameterSet(unit, hevc))
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  private static List<byte[]> lengths(byte[] bytes) {
    List<byte[]> units = new ArrayList<>();
    ByteBuffer from = ByteBuffer.wrap(bytes);
    while (from.remaining() > 4) {
      byte[] unit = new byte[from.getInt()];
      from.get(unit);
      units.add(unit);
    }
    return units;
  }

  private static List<byte[]> startCodes(byte[] bytes) {
    List<byte[]> units = new ArrayList<>();
    int begin = -1;
    for (int i = 0; i + 3 <= bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        if (begin >= 0) {
          units.add(withoutZeros(bytes, begin, i));
        }
        begin = i + 3;
      }
    }
    units.add(withoutZeros(bytes, begin, bytes.length));
    return units;
  }

  private static byte[] withoutZeros(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(bytes, from, end);
  }

  private static boolean parameterSet(byte[] unit, boolean hevc) {
    int type = hevc ? unit[0] >> 1 & 0x3f : unit[0] & 0x1f;
    return hevc ? type >= 32 && type <= 34 : type == 7 || type == 8;
  }
}

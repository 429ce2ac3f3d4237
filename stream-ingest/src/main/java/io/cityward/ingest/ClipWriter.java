package io.cityward.ingest;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Writes a cut as an MP4 file without re-encoding: its index in front, so that a browser plays it
 * while it loads, and time from 0.
 */
public final class ClipWriter {

  /** What was written. */
  public record Written(Path file, long bytes, Duration duration) {}

  private ClipWriter() {}

  /**
   * Writes the file at once or not at all.
   *
   * @throws CityException ILLEGAL_STATE if the clip is empty or its picture size is not known yet;
   *     EXTERNAL_FAILED if the file cannot be written
   */
  public static Written write(Clip clip, Path file) {
    Ffmpeg.quiet();
    List<EncodedPacket> packets = playable(clip.packets());
    if (packets.isEmpty()) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, file + ": nothing to write (expected: at least one key frame)");
    }
    if (clip.parameters().width() == 0) {
      throw new CityException(
          ErrorCode.ILLEGAL_STATE, file + ": no picture of this stream was decoded yet");
    }
    long[] stamps = packets.stream().mapToLong(p -> Mp4Muxer.ticks(p.mediaMicros())).toArray();
    ClipTimes times = ClipTimes.of(stamps, Mp4Muxer.USUAL_STEP);
    long bytes = AtomicFile.write(file, path -> mux(clip, packets, times, path));
    Duration duration = Duration.ofMillis(times.duration() * 1000 / Mp4Muxer.TICKS_PER_SECOND);
    return new Written(file, bytes, duration);
  }

  /** Pictures shown before the first key frame refer to one that is not here. */
  private static List<EncodedPacket> playable(List<EncodedPacket> packets) {
    return packets.stream().filter(p -> p.mediaMicros() >= packets.get(0).mediaMicros()).toList();
  }

  private static void mux(Clip clip, List<EncodedPacket> packets, ClipTimes times, Path file)
      throws IOException {
    try (Mp4Muxer muxer = Mp4Muxer.toFile(file, clip.parameters())) {
      for (int i = 0; i < packets.size(); i++) {
        EncodedPacket packet = packets.get(i);
        muxer.write(
            packet.packet(),
            packet.key(),
            times.presentation()[i],
            times.decoding()[i],
            durationOf(times, i));
      }
      muxer.finish();
    }
  }

  private static long durationOf(ClipTimes times, int i) {
    long[] decoding = times.decoding();
    return i == decoding.length - 1
        ? times.duration() - times.presentation()[i]
        : decoding[i + 1] - decoding[i];
  }
}

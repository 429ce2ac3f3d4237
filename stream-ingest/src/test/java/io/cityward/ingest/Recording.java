package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.cityward.testkit.BundledClips;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Fills rings with the packets of a bundled clip (25 fps, a key frame each 2 s, 6 s). */
final class Recording {

  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final Path clip;

  Recording(String name, Path directory) {
    this.clip = BundledClips.extract(name, directory);
  }

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  /** As if they came from a camera, in decoding order at an even pace, beginning at a time. */
  void into(PacketRing ring, double fromSecond) {
    into(ring, fromSecond, 0);
  }

  void into(PacketRing ring, double fromSecond, int skipped) {
    AVPacket packet = av_packet_alloc();
    try (Input input = Input.open(clip)) {
      ring.begin(input.parameters());
      long start = Math.round(fromSecond * 1e6);
      for (int i = 0; input.read(packet) == 0; i++) {
        long media = start + Ffmpeg.micros(packet.pts(), input.video().time_base());
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (i >= skipped) {
          Instant arrived = START.plus(start + i * 40_000L, ChronoUnit.MICROS);
          ring.add(packet, key, media, arrived);
        }
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
  }
}

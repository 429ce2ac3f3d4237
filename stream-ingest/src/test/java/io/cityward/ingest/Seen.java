package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** What a viewer was sent, put together to a file and read again by FFmpeg. */
final class Seen {

  /**
   * A packet as a player gets it.
   *
   * @param millis when it is shown
   */
  record Sample(boolean key, long millis, long decodedAt, List<String> units) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LiveView view;

  Seen(LiveView view) {
    this.view = view;
    bytes.writeBytes(view.start());
  }

  LiveView.Next more() throws Exception {
    LiveView.Next next = view.next(PATIENCE);
    if (next instanceof LiveView.Next.Fragments fragments) {
      bytes.writeBytes(fragments.bytes());
    }
    return next;
  }

  /** Takes all until it is over. */
  LiveView.End toTheEnd() throws Exception {
    while (true) {
      if (more() instanceof LiveView.Next.Over over) {
        return over.why();
      }
    }
  }

  List<Sample> samples(Path file, boolean hevc) {
    try {
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Sample> samples = new ArrayList<>();
    AVPacket packet = av_packet_alloc();
    try (Input input = Input.open(file)) {
      for (int code = input.read(packet); code == 0; code = input.read(packet)) {
        samples.add(
            new Sample(
                (packet.flags() & AV_PKT_FLAG_KEY) != 0,
                Ffmpeg.micros(packet.pts(), input.video().time_base()) / 1000,
                packet.dts(),
                NalUnits.ofFile(packet, hevc)));
        av_packet_unref(packet);
      }
    } finally {
      av_packet_free(packet);
    }
    return samples;
  }
}

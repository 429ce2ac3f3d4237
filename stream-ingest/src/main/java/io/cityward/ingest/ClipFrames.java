package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Frames of a clip, with its own time stamps counted from the first one. */
final class ClipFrames implements FrameSequence {

  private final Path file;
  private final Input input;
  private final VideoDecoder decoder;
  private final PacketGate gate;
  private final AVPacket packet = av_packet_alloc();
  private final ArrayDeque<Frame> decoded = new ArrayDeque<>();
  private long packets;
  private long start = AV_NOPTS_VALUE;
  private long newest;
  private boolean ended;
  private boolean closed;

  ClipFrames(Path file, DecodePolicy policy) {
    this.file = file;
    this.input = Input.open(file);
    try {
      this.decoder = new VideoDecoder(input.parameters(), input.video().time_base());
    } catch (SourceFailure e) {
      input.close();
      throw new CityException(ErrorCode.INVALID, file + ": " + e.reason());
    }
    this.gate = PacketGate.ofFile(policy, decoder.intraOnly());
  }

  @Override
  public StreamInfo info() {
    return input.info();
  }

  @Override
  public Frame next() {
    while (decoded.isEmpty() && !ended) {
      read();
    }
    return decoded.poll();
  }

  private void read() {
    int code = input.read(packet);
    if (code == AVERROR_EOF) {
      ended = true;
      decoder.finish(this::keep);
      return;
    }
    if (code < 0) {
      throw corrupt(Ffmpeg.text(code));
    }
    try {
      decode();
      packets++;
    } finally {
      av_packet_unref(packet);
    }
  }

  private void decode() {
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
      throw corrupt("packet is incomplete");
    }
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    PacketGate.Verdict verdict = gate.judge(key, sinceStart(stamp()));
    if (verdict == PacketGate.Verdict.SKIP || verdict == PacketGate.Verdict.AWAIT_KEY) {
      return;
    }
    boolean alone = verdict == PacketGate.Verdict.DECODE_ALONE;
    int code = decoder.decode(packet, true, alone, this::keep);
    if (code < 0) {
      throw corrupt("cannot be decoded: " + Ffmpeg.text(code));
    }
  }

  private void keep(AVFrame frame) {
    // A key frame decoded alone has no stamp of its own where the file has only decoding times.
    long best = frame.best_effort_timestamp();
    long stamp = best == AV_NOPTS_VALUE ? stamp() : best;
    if (stamp != AV_NOPTS_VALUE && start == AV_NOPTS_VALUE) {
      start = micros(stamp);
    }
    long media = stamp == AV_NOPTS_VALUE ? newest : sinceStart(stamp);
    newest = Math.max(newest, media);
    if (!gate.delivers(newest)) {
      av_frame_free(frame);
      return;
    }
    Duration mediaTime = Duration.of(newest, ChronoUnit.MICROS);
    boolean key = Ffmpeg.isKey(frame);
    decoded.add(new Frame(frame, mediaTime, Instant.EPOCH.plus(mediaTime), key));
  }

  private long stamp() {
    return packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
  }

  private long sinceStart(long stamp) {
    if (stamp == AV_NOPTS_VALUE) {
      return newest;
    }
    return micros(stamp) - (start == AV_NOPTS_VALUE ? micros(stamp) : start);
  }

  private long micros(long ticks) {
    return Ffmpeg.micros(ticks, input.video().time_base());
  }

  private CityException corrupt(String why) {
    return new CityException(
        ErrorCode.INVALID,
        String.format(
            Locale.ROOT,
            "%s: packet %d (byte %d, after %.2f s): %s",
            file,
            packets + 1,
            Math.max(packet.pos(), 0),
            newest / 1e6,
            why));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      decoded.forEach(Frame::close);
      decoded.clear();
      av_packet_free(packet);
      decoder.close();
      input.close();
    }
  }
}

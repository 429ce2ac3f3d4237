package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.cityward.ingest.SourceState.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One connection's life: packet by packet from the source into the ring and through the gate to the
 * decoder, frame by frame on to the session. Everything on the session's thread.
 */
final class LiveStream implements AutoCloseable {

  private final Input input;
  private final ReadDeadline deadline;
  private final StreamUrl url;
  private final Duration stallAfter;
  private final MediaClock mediaClock;
  private final PacketRing ring;
  private final IngestMetrics metrics;
  private final Clock clock;
  private final VideoDecoder decoder;
  private final PacketGate gate;
  private final AVPacket packet = av_packet_alloc();
  private final ArrivalTimes arrivals = new ArrivalTimes();
  private final FrameRate rate = new FrameRate();
  private Optional<Duration> clockOffset = Optional.empty();
  private boolean begun;
  private int width;
  private int height;

  LiveStream(
      Input input,
      ReadDeadline deadline,
      StreamUrl url,
      SessionSettings settings,
      DecodePolicy policy,
      MediaClock mediaClock,
      PacketRing ring,
      IngestMetrics metrics,
      Clock clock)
      throws SourceFailure {
    this.input = input;
    this.deadline = deadline;
    this.url = url;
    this.stallAfter = settings.stallAfter();
    this.mediaClock = mediaClock;
    this.ring = ring;
    this.metrics = metrics;
    this.clock = clock;
    this.decoder = new VideoDecoder(input.parameters(), av_make_q(1, 1_000_000));
    this.gate = new PacketGate(policy, decoder.intraOnly());
    mediaClock.reconnected();
    ring.begin(input.parameters());
  }

  /** Waits for the next packet, which {@link #take} then has to take. */
  void read() throws SourceFailure {
    deadline.expiresIn(stallAfter);
    int code = input.read(packet);
    if (code < 0) {
      throw deadline.expired()
          ? new SourceFailure(Kind.STALLED, "no picture for " + Refusals.seconds(stallAfter))
          : Refusals.ofReading(code, url);
    }
  }

  /**
   * Takes the packet through.
   *
   * @param sink is lent each frame; frames are released after it
   */
  void take(DecodePolicy policy, Consumer<Frame> sink) {
    try {
      gate.change(policy);
      take(sink);
    } finally {
      av_packet_unref(packet);
    }
  }

  private void take(Consumer<Frame> sink) {
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    metrics.packet(key, packet.size());
    Instant arrivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long media = mediaClock.at(stampMicros(), System.nanoTime());
    // From here on the packet carries media time, which the decoder hands on to its frame.
    packet.pts(media).dts(AV_NOPTS_VALUE);
    arrivals.note(media, arrivedAt);
    rate.packet(media);
    clockOffset =
        CameraTime.of(packet).map(at -> Duration.between(arrivedAt, at)).or(() -> clockOffset);
    ring.add(packet, key, media, arrivedAt);
    switch (gate.judge(key, media)) {
      case DECODE -> decode(false, sink);
      case DECODE_ALONE -> decode(true, sink);
      case SKIP -> metrics.packetSkipped(IngestMetrics.Skip.POLICY);
      case AWAIT_KEY -> metrics.packetSkipped(IngestMetrics.Skip.AWAITING_KEY);
    }
  }

  private void decode(boolean alone, Consumer<Frame> sink) {
    if (decoder.decode(packet, alone, frame -> deliver(frame, sink)) < 0) {
      metrics.decodeError();
    }
  }

  private void deliver(AVFrame decoded, Consumer<Frame> sink) {
    metrics.frameDecoded();
    long media = decoded.pts() == AV_NOPTS_VALUE ? packet.pts() : decoded.pts();
    if (!gate.delivers(media)) {
      metrics.frameSkipped();
      av_frame_free(decoded);
      return;
    }
    boolean key = Ffmpeg.isKey(decoded);
    Duration mediaTime = Duration.of(media, ChronoUnit.MICROS);
    try (Frame frame = new Frame(decoded, mediaTime, arrivals.of(media), key)) {
      width = frame.width();
      height = frame.height();
      ring.size(decoded.width(), decoded.height());
      metrics.frameDelivered();
      sink.accept(frame);
    }
  }

  /** Width and height are 0 until the first frame. */
  StreamInfo info() {
    double fps = input.declaredFps() > 0 ? input.declaredFps() : rate.fps();
    return new StreamInfo(input.codec(), width, height, Math.round(fps * 100) / 100.0);
  }

  /** The camera's clock minus ours; empty as long as it sent no RTCP sender report. */
  Optional<Duration> clockOffset() {
    return clockOffset;
  }

  private long stampMicros() {
    boolean first = !begun;
    begun = true;
    if (packet.pts() == AV_NOPTS_VALUE) {
      // FFmpeg counts RTP stamps from the first packet, and loses that one's stamp in its parser.
      return first ? 0 : MediaClock.NONE;
    }
    return Ffmpeg.micros(packet.pts(), input.video().time_base());
  }

  /** Frees what the stream made; the input belongs to its opener. */
  @Override
  public void close() {
    av_packet_free(packet);
    decoder.close();
  }
}

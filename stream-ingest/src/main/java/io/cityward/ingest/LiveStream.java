package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.cityward.ingest.PacketNotes.Note;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One connection's life: packet by packet from the source into the ring and through the gate to the
 * decoder, frame by frame on to the session. Everything on the session's thread.
 */
final class LiveStream implements AutoCloseable {

  private final PacketSource source;
  private final Duration stallAfter;
  private final MediaClock mediaClock;
  private final ClockTrend cameraClock;
  private final PacketRing ring;
  private final IngestMetrics metrics;
  private final Clock clock;
  private final AVPacket packet = av_packet_alloc();
  private final PacketNotes notes = new PacketNotes();
  private final FrameRate rate = new FrameRate();
  private final LifeSigns signs;

  private DecodePolicy policy;
  private VideoDecoder decoder;
  private PacketGate gate;
  private long lost;
  private boolean broken;
  private int width;
  private int height;

  /** Of the time in the decoder, what was not the decoder's. */
  private long inSink;

  /** The source is open, and stays its opener's. */
  LiveStream(
      PacketSource source,
      SessionSettings settings,
      DecodePolicy policy,
      MediaClock mediaClock,
      ClockTrend cameraClock,
      PacketRing ring,
      IngestMetrics metrics,
      Clock clock)
      throws SourceFailure {
    this.source = source;
    this.stallAfter = settings.stallAfter();
    this.policy = policy;
    this.mediaClock = mediaClock;
    this.cameraClock = cameraClock;
    this.ring = ring;
    this.metrics = metrics;
    this.clock = clock;
    this.signs = new LifeSigns(stallAfter);
    mediaClock.reconnected();
    begin();
  }

  /** With the source's parameters of now; also where they change in the middle. */
  private void begin() throws SourceFailure {
    decoder = new VideoDecoder(source.parameters(), av_make_q(1, 1_000_000));
    gate = PacketGate.ofStream(policy, decoder.intraOnly());
    ring.begin(source.parameters());
  }

  /** Waits for the next packet, which {@link #take} then has to take. */
  void read() throws SourceFailure {
    source.read(packet, stallAfter);
  }

  /**
   * Takes the packet through.
   *
   * @param sink is lent each frame; frames are released after it
   * @throws SourceFailure if the stream has changed to what cannot be decoded, or shows no life
   */
  void take(DecodePolicy wanted, Consumer<Frame> sink) throws SourceFailure {
    try {
      policy = wanted;
      if (source.changed()) {
        decoder.close();
        begin();
      }
      gate.change(wanted);
      take(sink);
    } finally {
      av_packet_unref(packet);
    }
  }

  private void take(Consumer<Frame> sink) throws SourceFailure {
    boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    metrics.packet(key, packet.size());
    countLost();
    Instant arrivedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long nanos = System.nanoTime();
    long pts = packet.pts() == AV_NOPTS_VALUE ? MediaClock.NONE : packet.pts();
    long media = mediaClock.at(pts, nanos);
    // From here on the packet carries media time, which the decoder hands on to its frame.
    packet.pts(media).dts(AV_NOPTS_VALUE);
    note(media, arrivedAt);
    rate.packet(media);
    ring.add(packet, key, media, arrivedAt);
    if (key) {
      metrics.ringHolds(ring.bytes());
    }
    signs.packet(media, nanos);
    pass(gate.judge(key, media), arrivedAt, sink);
  }

  private void note(long media, Instant arrivedAt) {
    boolean damaged = (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    // Whatever follows refers to it, up to the next key frame.
    broken = damaged || (broken && (packet.flags() & AV_PKT_FLAG_KEY) == 0);
    Optional<Instant> cameraTime = source.cameraTime();
    cameraTime.ifPresent(at -> cameraClock.note(at, arrivedAt));
    notes.add(new Note(media, arrivedAt, broken, cameraTime));
  }

  private void countLost() {
    long now = source.lost();
    if (now > lost) {
      metrics.packetsLost(now - lost);
    }
    lost = now;
  }

  private void pass(PacketGate.Verdict verdict, Instant arrivedAt, Consumer<Frame> sink)
      throws SourceFailure {
    switch (verdict) {
      case DECODE -> decode(packet, false, sink);
      case DECODE_ALONE -> decode(packet, true, sink);
      case CATCH_UP -> catchUp(arrivedAt, sink);
      case SKIP -> metrics.packetSkipped(IngestMetrics.Skip.POLICY);
      case AWAIT_KEY -> metrics.packetSkipped(IngestMetrics.Skip.AWAITING_KEY);
    }
  }

  /** Decodes all since the last key frame, which the ring has kept, for the present packet. */
  private void catchUp(Instant arrivedAt, Consumer<Frame> sink) throws SourceFailure {
    try (Clip group = ring.cut(arrivedAt, arrivedAt)) {
      List<EncodedPacket> packets = group.packets();
      if (packets.isEmpty()) {
        gate.cannotCatchUp();
        metrics.packetSkipped(IngestMetrics.Skip.AWAITING_KEY);
        return;
      }
      decoder.forget();
      for (EncodedPacket earlier : packets.subList(0, packets.size() - 1)) {
        decoder.decode(earlier.packet(), false, false, this::drop);
      }
      decode(packet, false, sink);
    }
  }

  private void drop(AVFrame decoded) {
    metrics.frameDecoded();
    metrics.frameSkipped();
    av_frame_free(decoded);
  }

  private void decode(AVPacket encoded, boolean alone, Consumer<Frame> sink) throws SourceFailure {
    long began = System.nanoTime();
    inSink = 0;
    boolean wanted = gate.wants(encoded.pts());
    if (decoder.decode(encoded, wanted, alone, frame -> deliver(frame, sink)) < 0) {
      metrics.decodeError();
      broken = true;
    }
    long ended = System.nanoTime();
    metrics.decodeTook(ended - began - inSink);
    signs.decoded((encoded.flags() & AV_PKT_FLAG_KEY) != 0, ended);
  }

  private void deliver(AVFrame decoded, Consumer<Frame> sink) {
    long began = System.nanoTime();
    metrics.frameDecoded();
    signs.picture();
    long media = decoded.pts() == AV_NOPTS_VALUE ? packet.pts() : decoded.pts();
    Note note = notes.of(media);
    boolean damaged = note.damaged() || Ffmpeg.isDamaged(decoded);
    if (damaged) {
      metrics.frameDamaged();
    }
    if (gate.delivers(media)) {
      handOn(decoded, media, damaged, note, sink);
    } else {
      metrics.frameSkipped();
      av_frame_free(decoded);
    }
    inSink += System.nanoTime() - began;
  }

  private void handOn(
      AVFrame decoded, long media, boolean damaged, Note note, Consumer<Frame> sink) {
    boolean key = Ffmpeg.isKey(decoded);
    Duration mediaTime = Duration.of(media, ChronoUnit.MICROS);
    try (Frame frame =
        new Frame(decoded, mediaTime, note.arrivedAt(), key, damaged, note.cameraTime())) {
      width = frame.width();
      height = frame.height();
      ring.size(decoded.width(), decoded.height());
      metrics.frameDelivered();
      sink.accept(frame);
    }
  }

  /** Width and height are 0 until the first frame. */
  StreamInfo info() {
    double fps = source.declaredFps() > 0 ? source.declaredFps() : rate.fps();
    return new StreamInfo(source.codec(), width, height, Math.round(fps * 100) / 100.0);
  }

  Decoding decoding() {
    return gate.decoding();
  }

  /** From key frame to key frame; empty before the second one. */
  Optional<Duration> gop() {
    return gate.gop();
  }

  /** Frees what the stream made; the source belongs to its opener. */
  @Override
  public void close() {
    av_packet_free(packet);
    decoder.close();
  }
}

package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.nio.ByteBuffer;

/**
 * Puts pictures together from packets in order. A picture ends at the marker bit, and where the
 * time stamp changes; a camera that marks each slice is noticed, and its marks ignored. Owner
 * thread.
 */
final class Assembler implements PayloadFormat.Receiver {

  /** What a packet did. */
  enum Step {
    MORE,
    /** {@link #unit()} is complete with it. */
    COMPLETE,
    /**
     * The unit was complete before it: the packet has to be added again after the unit was used.
     */
    COMPLETE_BEFORE
  }

  private final Codec codec;
  private final PayloadFormat payload;
  private final SenderClock clock;
  private final UnitBuffer buffer = new UnitBuffer();
  private final PictureFacts facts;
  private final KnownSets sets;
  private final AccessUnit unit = new AccessUnit();

  private int time;
  private int source;
  private boolean damaged;
  private boolean headUncertain;

  private boolean open;
  private boolean passingOver;
  private int openAt;
  private int openType;

  private boolean ignoresMarkers;
  private boolean marked;
  private boolean begun;
  private int lastTime;
  private long ticks;
  private boolean chainBroken = true;
  private long dropped;

  Assembler(VideoTrack track, SenderClock clock) {
    this.codec = track.codec();
    this.payload = PayloadFormat.of(track);
    this.clock = clock;
    this.facts = new PictureFacts(codec);
    this.sets = new KnownSets(track.parameterSets());
  }

  Step add(RtpPacket packet) {
    if (packet.afterGap && buffer.size() > 0) {
      damaged = true;
    }
    if (facts.hasSlice() && packet.time != time && finish(false)) {
      return Step.COMPLETE_BEFORE;
    }
    if (packet.afterGap) {
      gap();
    }
    time = packet.time;
    source = packet.source;
    payload.unpack(packet.bytes, packet.at, packet.length, this);
    boolean ends = packet.marker && !ignoresMarkers && facts.hasSlice();
    return ends && finish(true) ? Step.COMPLETE : Step.MORE;
  }

  private void gap() {
    open = false;
    headUncertain = buffer.size() == 0;
    chainBroken |= headUncertain;
  }

  @Override
  public void begin(int header, ByteBuffer from, int at, int length) {
    if (open) {
      broken();
      close();
    }
    openType = codec.type(header);
    boolean slice = codec.slice(openType);
    boolean first = slice && facts.first(openType, from, at, length);
    if (buffer.size() == 0) {
      head(slice, first);
    }
    open = true;
    passingOver = codec.useless(openType);
    openAt = buffer.size();
    facts.note(openType, header, from, at, length);
    if (!passingOver) {
      buffer.start(header, codec.headerBytes());
      buffer.append(from, at, length);
    }
  }

  /**
   * What the unit begins with tells whether its head was lost, or the last one's mark was false.
   */
  private void head(boolean slice, boolean first) {
    boolean continues = slice && !first;
    if (continues && marked && begun && time == lastTime) {
      ignoresMarkers = true;
      damaged = true;
    }
    damaged |= headUncertain && continues;
    headUncertain = false;
  }

  @Override
  public void more(ByteBuffer from, int at, int length) {
    if (!open) {
      broken();
    } else if (!passingOver) {
      buffer.append(from, at, length);
    }
  }

  @Override
  public void end() {
    if (open) {
      close();
    }
  }

  private void close() {
    open = false;
    int kind = codec.parameterSet(openType);
    if (kind != 0) {
      sets.note(kind, openAt, buffer.size() - openAt);
    }
  }

  @Override
  public void broken() {
    damaged = true;
  }

  /**
   * @return whether there is a unit; one that became too large is dropped
   */
  private boolean finish(boolean byMarker) {
    if (open) {
      broken();
      close();
    }
    marked = byMarker;
    boolean key = facts.key();
    boolean changed = !buffer.overflowed() && sets.learn(buffer.bytes());
    if (key && !sets.complete(codec.allParameterSets())) {
      buffer.putInFront(sets.known());
    }
    boolean whole = !buffer.overflowed();
    if (whole) {
      fill(key, changed);
    } else {
      dropped++;
      chainBroken = true;
    }
    buffer.clear();
    facts.clear();
    sets.clear();
    damaged = false;
    return whole;
  }

  private void fill(boolean key, boolean changed) {
    ticks += begun ? time - lastTime : 0;
    begun = true;
    lastTime = time;
    unit.data = buffer.finished();
    unit.key = key;
    unit.damaged = damaged;
    unit.refersToDamaged = chainBroken && !key;
    unit.formatChanged = changed;
    unit.mediaTicks = ticks;
    unit.cameraMicros = clock.at(time, source);
    chainBroken = damaged || (chainBroken && !key);
  }

  AccessUnit unit() {
    return unit;
  }

  ParameterSets parameterSets() {
    return sets.known();
  }

  /** Units that were too large. */
  long dropped() {
    return dropped;
  }

  /** Hands its memory on; its unit's data are gone with it. Once. */
  void release() {
    buffer.release();
  }
}

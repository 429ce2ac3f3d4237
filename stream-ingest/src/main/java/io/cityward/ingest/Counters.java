package io.cityward.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts for one session and passes on. */
final class Counters implements IngestMetrics {

  private final IngestMetrics next;
  private final LongAdder packets = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder keyPackets = new LongAdder();
  private final LongAdder packetsSkipped = new LongAdder();
  private final LongAdder decodeErrors = new LongAdder();
  private final LongAdder framesDecoded = new LongAdder();
  private final LongAdder framesDelivered = new LongAdder();
  private final LongAdder packetsLost = new LongAdder();
  private final LongAdder framesDamaged = new LongAdder();
  private final LongAdder decodeNanos = new LongAdder();
  private final LongAdder listenerFailures = new LongAdder();
  private final LongAdder reconnects = new LongAdder();

  Counters(IngestMetrics next) {
    this.next = next;
  }

  SessionFigures figures(long ringBytes, Optional<Duration> gop) {
    return new SessionFigures(
        packets.sum(),
        bytes.sum(),
        keyPackets.sum(),
        packetsSkipped.sum(),
        decodeErrors.sum(),
        framesDecoded.sum(),
        framesDelivered.sum(),
        packetsLost.sum(),
        framesDamaged.sum(),
        decodeNanos.sum(),
        ringBytes,
        gop,
        listenerFailures.sum(),
        reconnects.sum());
  }

  long listenerFailures() {
    return listenerFailures.sum();
  }

  @Override
  public void packet(boolean key, int size) {
    packets.increment();
    bytes.add(size);
    if (key) {
      keyPackets.increment();
    }
    next.packet(key, size);
  }

  @Override
  public void packetSkipped(Skip why) {
    packetsSkipped.increment();
    next.packetSkipped(why);
  }

  @Override
  public void decodeError() {
    decodeErrors.increment();
    next.decodeError();
  }

  @Override
  public void frameDecoded() {
    framesDecoded.increment();
    next.frameDecoded();
  }

  @Override
  public void frameSkipped() {
    next.frameSkipped();
  }

  @Override
  public void frameDamaged() {
    framesDamaged.increment();
    next.frameDamaged();
  }

  @Override
  public void decodeTook(long nanos) {
    decodeNanos.add(nanos);
    next.decodeTook(nanos);
  }

  @Override
  public void packetsLost(long count) {
    packetsLost.add(count);
    next.packetsLost(count);
  }

  @Override
  public void ringHolds(long bytes) {
    next.ringHolds(bytes);
  }

  @Override
  public void frameDelivered() {
    framesDelivered.increment();
    next.frameDelivered();
  }

  @Override
  public void listenerFailed() {
    listenerFailures.increment();
    next.listenerFailed();
  }

  @Override
  public void reconnect() {
    reconnects.increment();
    next.reconnect();
  }

  @Override
  public void state(SourceState.Kind kind) {
    next.state(kind);
  }
}

package io.cityward.app.metrics;

import io.cityward.app.pipeline.StreamRole;
import io.cityward.core.CameraId;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.SourceState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The counters of one camera; its id is the only label that is not an enum. */
final class IngestMeters implements IngestMetrics {

  private final Counter packets;
  private final Counter keyPackets;
  private final Counter bytes;
  private final Counter decodeErrors;
  private final Counter framesDecoded;
  private final Counter framesSkipped;
  private final Counter framesDelivered;
  private final Counter framesDamaged;
  private final Counter packetsLost;
  private final Counter decodeSeconds;
  private final AtomicLong ringBytes;
  private final Counter listenerFailures;
  private final Counter reconnects;
  private final Map<Skip, Counter> skipped = new EnumMap<>(Skip.class);
  private final Map<SourceState.Kind, AtomicInteger> states = new EnumMap<>(SourceState.Kind.class);

  IngestMeters(MeterRegistry registry, CameraId camera, StreamRole role) {
    Tags tags = Tags.of("camera", camera.value(), "stream", Labels.of(role));
    packets = registry.counter("cityward.ingest.packets", tags);
    keyPackets = registry.counter("cityward.ingest.packets.key", tags);
    bytes = registry.counter("cityward.ingest.bytes", tags);
    decodeErrors = registry.counter("cityward.ingest.decode.errors", tags);
    framesDecoded = registry.counter("cityward.ingest.frames.decoded", tags);
    framesSkipped = registry.counter("cityward.ingest.frames.skipped", tags);
    framesDelivered = registry.counter("cityward.ingest.frames.delivered", tags);
    framesDamaged = registry.counter("cityward.ingest.frames.damaged", tags);
    packetsLost = registry.counter("cityward.ingest.packets.lost", tags);
    decodeSeconds = registry.counter("cityward.ingest.decode.seconds", tags);
    ringBytes = registry.gauge("cityward.ingest.ring.bytes", tags, new AtomicLong());
    listenerFailures = registry.counter("cityward.ingest.listener.failures", tags);
    reconnects = registry.counter("cityward.ingest.reconnects", tags);
    for (Skip why : Skip.values()) {
      skipped.put(
          why,
          registry.counter("cityward.ingest.packets.skipped", tags.and("reason", Labels.of(why))));
    }
    for (SourceState.Kind kind : SourceState.Kind.values()) {
      AtomicInteger is = new AtomicInteger(kind == SourceState.Kind.STOPPED ? 1 : 0);
      states.put(kind, is);
      registry.gauge("cityward.camera.state", tags.and("state", Labels.of(kind)), is);
    }
  }

  @Override
  public void packet(boolean key, int size) {
    packets.increment();
    bytes.increment(size);
    if (key) {
      keyPackets.increment();
    }
  }

  @Override
  public void packetSkipped(Skip why) {
    skipped.get(why).increment();
  }

  @Override
  public void decodeError() {
    decodeErrors.increment();
  }

  @Override
  public void frameDecoded() {
    framesDecoded.increment();
  }

  @Override
  public void frameSkipped() {
    framesSkipped.increment();
  }

  @Override
  public void frameDamaged() {
    framesDamaged.increment();
  }

  @Override
  public void packetsLost(long count) {
    packetsLost.increment(count);
  }

  @Override
  public void decodeTook(long nanos) {
    decodeSeconds.increment(nanos / 1e9);
  }

  @Override
  public void ringHolds(long bytes) {
    ringBytes.set(bytes);
  }

  @Override
  public void frameDelivered() {
    framesDelivered.increment();
  }

  @Override
  public void listenerFailed() {
    listenerFailures.increment();
  }

  @Override
  public void reconnect() {
    reconnects.increment();
  }

  @Override
  public void state(SourceState.Kind kind) {
    states.forEach((one, is) -> is.set(one == kind ? 1 : 0));
  }
}

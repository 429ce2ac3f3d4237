package io.cityward.testkit;

import static io.cityward.testkit.AudioTrack.SAMPLES_PER_FRAME;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A camera's microphone: AAC by RTP (RFC 3640, high bit-rate mode), one frame per packet, again and
 * again on a clock of its own. Sends no reports. Used on the server's thread only.
 */
final class AudioStream {

  static final int PAYLOAD_TYPE = 97;

  private final String camera;
  private final AudioTrack track;
  private final EventLoop loop;
  private final BooleanSupplier silent;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final int firstTime = ThreadLocalRandom.current().nextInt();
  private final long startNanos = System.nanoTime();

  /** May lose one while it is gone through: a failed write closes its connection. */
  private final List<Delivery> listeners = new CopyOnWriteArrayList<>();

  private long next;
  private ScheduledFuture<?> alarm;

  /**
   * @param silent whether a fault keeps it from sending
   */
  AudioStream(String camera, AudioTrack track, EventLoop loop, BooleanSupplier silent) {
    this.camera = camera;
    this.track = track;
    this.loop = loop;
    this.silent = silent;
  }

  AudioTrack track() {
    return track;
  }

  CameraStream.Join join(Delivery listener) {
    if (listeners.isEmpty()) {
      long seconds = TimeUnit.SECONDS.toNanos(1);
      next =
          (System.nanoTime() - startNanos)
                  / (SAMPLES_PER_FRAME * seconds / track.samplesPerSecond())
              + 1;
    }
    listeners.add(listener);
    arm();
    return new CameraStream.Join((int) next & 0xffff, rtpTime());
  }

  void leave(Delivery listener) {
    listeners.remove(listener);
    if (listeners.isEmpty() && alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  /** Ends it for all who listen. */
  void end() {
    for (Delivery listener : listeners) {
      listener.report(Rtcp.bye(ssrc, camera));
      leave(listener);
    }
  }

  private void arm() {
    if (alarm == null) {
      long wait = Math.max(0, dueNanos() - System.nanoTime());
      alarm = loop.schedule(this::work, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void work() {
    alarm = null;
    while (dueNanos() <= System.nanoTime()) {
      if (!silent.getAsBoolean()) {
        send();
      }
      next++;
    }
    if (!listeners.isEmpty()) {
      arm();
    }
  }

  private void send() {
    RtpBurst packet = packet();
    for (Delivery listener : listeners) {
      if (listener.ready()) {
        listener.send(packet);
      }
    }
    packet.bytes().release();
  }

  private RtpBurst packet() {
    ByteBuf frame = track.frames().get((int) (next % track.frames().size()));
    int size = frame.readableBytes();
    ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(RtpBurst.FRAME_BYTES + 16 + size);
    out.writeByte('$').writeByte(0).writeShort(16 + size);
    out.writeByte(0x80).writeByte(0x80 | PAYLOAD_TYPE).writeShort((int) next);
    out.writeInt(rtpTime()).writeInt(ssrc);
    // 16 bits of headers follow: 13 bits of size, 3 of index.
    out.writeShort(16).writeShort(size << 3);
    out.writeBytes(frame, frame.readerIndex(), size);
    return new RtpBurst(out, List.of(0), true);
  }

  private int rtpTime() {
    return firstTime + (int) (next * SAMPLES_PER_FRAME);
  }

  private long dueNanos() {
    return startNanos
        + next * SAMPLES_PER_FRAME * TimeUnit.SECONDS.toNanos(1) / track.samplesPerSecond();
  }
}

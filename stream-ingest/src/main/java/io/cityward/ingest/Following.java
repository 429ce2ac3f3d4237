package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * One who is given a ring's packets as they come, by reference and never waited for. What waits is
 * bounded: when it is too much it is dropped up to the next key frame, and who has not caught up
 * since then is cut off when it happens again. One thread takes; the session's thread offers.
 */
final class Following implements AutoCloseable {

  private final PacketRing ring;
  private final long mostBytes;
  private final int reordered;
  private final AVCodecParameters parameters = avcodec_parameters_alloc();
  private final ArrayDeque<EncodedPacket> waiting = new ArrayDeque<>();
  private long bytes;

  /** Of those that wait, from the front, which are not counted in bytes. */
  private int begunWith;

  private long dropped;
  private boolean awaitingKey;

  /** Lost packets, and has not taken a whole group since then without another one waiting. */
  private boolean behind;

  private boolean resumed;
  private boolean closed;
  private LiveView.End end;

  /**
   * @param mostBytes that may wait, beside those it begins with: the ring holds these anyway
   */
  Following(PacketRing ring, AVCodecParameters parameters, int reordered, long mostBytes) {
    this.ring = ring;
    this.mostBytes = mostBytes;
    this.reordered = reordered;
    avcodec_parameters_copy(this.parameters, parameters);
  }

  /** What it begins with, at a key frame; before the first offer. */
  synchronized void begin(List<EncodedPacket> newest) {
    newest.forEach(packet -> waiting.add(packet.share()));
    begunWith = newest.size();
  }

  /** Lent; a reference is kept if there is room. Never blocks. */
  synchronized void offer(EncodedPacket lent) {
    if (end != null || (awaitingKey && !lent.key())) {
      dropped += end == null ? 1 : 0;
      return;
    }
    if (bytes + lent.bytes() > mostBytes) {
      overflow();
      offerAnew(lent);
      return;
    }
    awaitingKey = false;
    bytes += lent.bytes();
    waiting.add(lent.share());
    notifyAll();
  }

  private void overflow() {
    if (behind) {
      end(LiveView.End.TOO_SLOW);
      return;
    }
    behind = true;
    resumed = false;
    awaitingKey = true;
    drop();
  }

  private void offerAnew(EncodedPacket lent) {
    if (end == null && lent.key() && lent.bytes() <= mostBytes) {
      offer(lent);
    } else {
      dropped++;
    }
  }

  private void drop() {
    dropped += waiting.size();
    waiting.forEach(EncodedPacket::free);
    waiting.clear();
    begunWith = 0;
    bytes = 0;
  }

  /**
   * The next packet, which the caller frees; null if none came in time, or none will come.
   *
   * @param patience how long to wait for it
   */
  synchronized EncodedPacket take(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && end == null) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return null;
      }
      wait(millis);
    }
    EncodedPacket packet = waiting.poll();
    if (packet != null) {
      note(packet);
    }
    return packet;
  }

  private void note(EncodedPacket taken) {
    if (begunWith > 0) {
      begunWith--;
    } else {
      bytes -= taken.bytes();
    }
    if (taken.key()) {
      behind &= !(resumed && waiting.isEmpty());
      resumed = true;
    }
  }

  /** No packet will come. What waits can still be taken, unless nobody wants it. */
  synchronized void end(LiveView.End why) {
    if (end == null) {
      end = why;
      if (why == LiveView.End.TOO_SLOW || why == LiveView.End.LEFT) {
        drop();
      }
      notifyAll();
    }
  }

  /** Why it ended; null as long as it goes on. */
  synchronized LiveView.End ended() {
    return end;
  }

  /** Packets that it never got. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized long bytes() {
    return bytes;
  }

  AVCodecParameters parameters() {
    return parameters;
  }

  /** How many pictures the stream decodes before one that is shown earlier. */
  int reordered() {
    return reordered;
  }

  /** By who takes. */
  @Override
  public void close() {
    ring.unfollow(this);
    end(LiveView.End.LEFT);
    synchronized (this) {
      if (!closed) {
        closed = true;
        drop();
        avcodec_parameters_free(parameters);
      }
    }
  }
}

package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.time.Duration;

/**
 * One viewer's live view of a camera: the camera's own packets as fragmented MP4, from the newest
 * key frame on, time from 0. Nothing is decoded or encoded. It costs the session's thread a
 * reference per packet and never makes it wait. One thread calls it; {@link #leave} may any.
 */
public final class LiveView implements AutoCloseable {

  /** Why no more will come. */
  public enum End {
    CAMERA_STOPPED,
    /** The camera sends another format now: a new view begins with a new description. */
    PARAMETERS_CHANGED,
    /** Whoever looks took too little of it, for too long. */
    TOO_SLOW,
    /** Whoever looked has left. */
    LEFT
  }

  /** What came next. */
  public sealed interface Next {

    /** Whole fragments, to be sent on as they are. */
    record Fragments(byte[] bytes) implements Next {}

    /** Nothing in time. */
    record Silence() implements Next {}

    record Over(End why) implements Next {}
  }

  /** Enough to be worth sending. */
  private static final int LARGEST_PIECE = 256 << 10;

  private final Following following;
  private final Mp4Muxer muxer;
  private final byte[] start;
  private final String contentType;
  private final LiveTimes times;
  private EncodedPacket first;

  /** Media time of the key frame that it began with, or went on with after a loss. */
  private long keyMicros;

  private long dropped = -1;
  private boolean flushed;

  private LiveView(Following following) throws IOException, InterruptedException {
    this.following = following;
    this.muxer = Mp4Muxer.toMemory(following.parameters());
    try {
      this.start = muxer.take();
      this.contentType = "video/mp4; codecs=\"" + CodecString.of(start) + '"';
      this.first = following.take(Duration.ZERO);
      this.times = new LiveTimes(following.reordered(), first == null ? 0 : first.mediaMicros());
    } catch (IOException | RuntimeException | InterruptedException e) {
      muxer.close();
      throw e;
    }
  }

  /**
   * Begins with the newest group of pictures of a camera.
   *
   * @param mostWaiting bytes that may wait for a viewer who is slow
   * @throws CityException ILLEGAL_STATE if no key frame is there yet; INVALID if it is a format
   *     that browsers do not play; EXTERNAL_FAILED if its pictures cannot be understood
   */
  public static LiveView open(PacketRing ring, long mostWaiting) throws InterruptedException {
    Ffmpeg.quiet();
    Following following = follow(ring, mostWaiting);
    try {
      refuseOthers(following.parameters().codec_id());
      return new LiveView(following);
    } catch (IOException e) {
      following.close();
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "live view: the stream cannot be packed: " + e.getMessage());
    } catch (RuntimeException | InterruptedException e) {
      following.close();
      throw e;
    }
  }

  private static Following follow(PacketRing ring, long mostWaiting) {
    Following following = ring.follow(mostWaiting);
    if (following != null && following.parameters().width() == 0) {
      // Not told by RTSP, and nothing was decoded yet.
      following.close();
      ring.newestKeyFrame().ifPresent(Frame::close);
      following = ring.follow(mostWaiting);
    }
    if (following == null) {
      throw new CityException(ErrorCode.ILLEGAL_STATE, "live view: no key frame has come yet");
    }
    return following;
  }

  private static void refuseOthers(int codec) {
    if (codec != AV_CODEC_ID_H264 && codec != AV_CODEC_ID_HEVC) {
      throw CityException.invalid(
          "live view", avcodec_get_name(codec).getString(), "h264 or hevc, which browsers play");
    }
  }

  /** With the codec to the letter, as media source extensions want it. */
  public String contentType() {
    return contentType;
  }

  /** What describes the stream, to be sent before all fragments. */
  public byte[] start() {
    return start.clone();
  }

  /**
   * What came since the last call, or comes next.
   *
   * @param patience how long to wait for something
   */
  public Next next(Duration patience) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      boolean came = mux(Duration.ofNanos(left));
      if (muxer.waiting() > 0) {
        return new Next.Fragments(muxer.take());
      }
      if (!came) {
        return following.ended() == null ? new Next.Silence() : over(following.ended());
      }
    }
  }

  /** All that waits, up to the largest piece; waits only for the first. */
  private boolean mux(Duration patience) throws InterruptedException, IOException {
    EncodedPacket packet = first != null ? first : following.take(patience);
    first = null;
    boolean came = packet != null;
    while (packet != null) {
      mux(packet);
      packet = muxer.waiting() < LARGEST_PIECE ? following.take(Duration.ZERO) : null;
    }
    return came;
  }

  private void mux(EncodedPacket packet) throws IOException {
    try {
      if (packet.key() && lostSome()) {
        keyMicros = packet.mediaMicros();
      }
      // Pictures shown before the first key frame refer to one that is not here.
      if (packet.mediaMicros() >= keyMicros) {
        LiveTimes.Stamp stamp = times.next(packet.mediaMicros());
        muxer.write(packet.packet(), packet.key(), stamp.presentation(), stamp.decoding(), 0);
      }
    } finally {
      packet.free();
    }
  }

  /** Also before the very first. */
  private boolean lostSome() {
    long before = dropped;
    dropped = following.dropped();
    return dropped != before;
  }

  private Next over(End why) throws IOException {
    if (!flushed) {
      flushed = true;
      muxer.flush();
      if (muxer.waiting() > 0) {
        return new Next.Fragments(muxer.take());
      }
    }
    return new Next.Over(why);
  }

  /** Packets that this viewer was too slow for. */
  public long skipped() {
    return following.dropped();
  }

  /** Ends it, from any thread; {@link #next} then returns at once. */
  public void leave() {
    following.end(End.LEFT);
  }

  /** By the thread that called {@link #next}. */
  @Override
  public void close() {
    if (first != null) {
      first.free();
      first = null;
    }
    following.close();
    muxer.close();
  }
}

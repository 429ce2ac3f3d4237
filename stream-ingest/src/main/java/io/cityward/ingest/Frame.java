package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.cityward.core.Picture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * A decoded picture in the decoder's own native memory, with a count of who holds it. It begins
 * with one holder; {@link #retain} adds one, {@link #close} takes one away, and the last frees the
 * memory. Any thread may paint it as long as it holds it.
 */
public final class Frame implements Picture, AutoCloseable {

  private static final AtomicLong LIVE = new AtomicLong();

  private final AVFrame frame;
  private final int width;
  private final int height;
  private final Duration mediaTime;
  private final Instant arrivedAt;
  private final boolean keyFrame;
  private final boolean damaged;
  private final Optional<Instant> cameraTime;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Of a file, where nothing is lost and no clock but ours counts. */
  Frame(AVFrame frame, Duration mediaTime, Instant arrivedAt, boolean keyFrame) {
    this(frame, mediaTime, arrivedAt, keyFrame, false, Optional.empty());
  }

  /** Takes the frame over, and frees it in the end. */
  Frame(
      AVFrame frame,
      Duration mediaTime,
      Instant arrivedAt,
      boolean keyFrame,
      boolean damaged,
      Optional<Instant> cameraTime) {
    this.frame = frame;
    this.width = displayedWidth(frame.width(), frame.sample_aspect_ratio());
    this.height = frame.height();
    this.mediaTime = mediaTime;
    this.arrivedAt = arrivedAt;
    this.keyFrame = keyFrame;
    this.damaged = damaged;
    this.cameraTime = cameraTime;
    LIVE.incrementAndGet();
  }

  /** One more holder. Only who holds the frame may call it. */
  public Frame retain() {
    if (holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
      throw new IllegalStateException("frame at " + mediaTime + " is already released");
    }
    return this;
  }

  /** One holder less. */
  @Override
  public void close() {
    int before = holders.getAndUpdate(n -> n == 0 ? 0 : n - 1);
    if (before == 0) {
      throw new IllegalStateException("frame at " + mediaTime + " is released twice");
    }
    if (before == 1) {
      av_frame_free(frame);
      LIVE.decrementAndGet();
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /**
   * When it was taken, since the session or the clip began. Never goes back: across reconnects and
   * jumps of the camera's clock it goes on with the time that passed here.
   */
  public Duration mediaTime() {
    return mediaTime;
  }

  /** When its last packet was read; for files the epoch plus the media time. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  public boolean keyFrame() {
    return keyFrame;
  }

  /** Parts of it were lost on the way, or refer to what was: they may be grey or smeared. */
  public boolean damaged() {
    return damaged;
  }

  /** When it was taken, by the camera's own clock; empty if the camera does not tell. */
  public Optional<Instant> cameraTime() {
    return cameraTime;
  }

  /** The decoder's own, lent to who holds the frame. */
  AVFrame decoded() {
    return frame;
  }

  @Override
  public void paintBgr(ByteBuffer canvas, int canvasWidth, int x, int y, int width, int height) {
    checkHeld();
    Scaler.paint(frame, Target.bgr(canvas, canvasWidth, x, y, width, height));
  }

  @Override
  public void paintGrey(ByteBuffer canvas, int width, int height) {
    checkHeld();
    Scaler.paint(frame, Target.grey(canvas, width, height));
  }

  private void checkHeld() {
    if (holders.get() == 0) {
      throw new IllegalStateException("frame at " + mediaTime + " is already released");
    }
  }

  /** Frames that somebody still holds, in the whole process. */
  static long live() {
    return LIVE.get();
  }

  /** Cameras with oblong pixels exist; their pictures are shown wider or narrower. */
  static int displayedWidth(int pixels, AVRational aspect) {
    double ratio = Ffmpeg.ratio(aspect);
    return ratio < 0.4 || ratio > 2.5 ? pixels : (int) Math.round(pixels * ratio);
  }
}

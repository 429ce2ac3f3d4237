package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.cityward.core.CityException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** A still picture held, with the noise of a sensor: the same on every run. */
final class StillFrames implements FrameSequence {

  private static final double NOISE = 1.5;
  private static final int NOISE_LENGTH = 65_521;

  private final StreamInfo info;
  private final long frames;
  private final byte[] pixels;
  private final byte[] noise = new byte[NOISE_LENGTH];
  private final SplittableRandom random = new SplittableRandom(7);
  private long given;

  StillFrames(Path file, Duration hold, double fps) {
    if (!(fps > 0 && fps <= 240)) {
      throw CityException.invalid("fps", fps, "more than 0 and at most 240");
    }
    try (ClipFrames source = new ClipFrames(file, DecodePolicy.ALL);
        Frame picture = source.next()) {
      if (picture == null) {
        throw CityException.invalid("picture", file, "a picture that can be decoded");
      }
      this.info = new StreamInfo(source.info().codec(), picture.width(), picture.height(), fps);
      this.pixels = paint(picture);
    }
    this.frames = (long) Math.ceil(hold.toNanos() / 1e9 * fps);
    var gaussian = new Random(7);
    for (int i = 0; i < NOISE_LENGTH; i++) {
      noise[i] = (byte) Math.round(gaussian.nextGaussian() * NOISE);
    }
  }

  @Override
  public StreamInfo info() {
    return info;
  }

  @Override
  public Frame next() {
    if (given == frames) {
      return null;
    }
    Duration mediaTime = Duration.ofNanos(Math.round(given * 1e9 / info.fps()));
    given++;
    return new Frame(noisy(), mediaTime, Instant.EPOCH.plus(mediaTime), true);
  }

  private AVFrame noisy() {
    AVFrame frame = av_frame_alloc();
    frame.format(AV_PIX_FMT_BGR24).width(info.width()).height(info.height());
    if (av_frame_get_buffer(frame, 0) < 0) {
      throw new OutOfMemoryError("picture of " + info.width() + "x" + info.height());
    }
    int stride = info.width() * Target.BYTES_PER_PIXEL;
    byte[] row = new byte[stride];
    try (BytePointer plane = new BytePointer(frame.data(0))) {
      for (int y = 0; y < info.height(); y++) {
        addNoise(row, y * stride, random.nextInt(NOISE_LENGTH));
        plane.position((long) y * frame.linesize(0)).put(row, 0, stride);
      }
    }
    return frame;
  }

  private void addNoise(byte[] row, int from, int phase) {
    for (int i = 0, n = phase; i < row.length; i++) {
      int value = (pixels[from + i] & 0xff) + noise[n];
      row[i] = (byte) Math.max(0, Math.min(255, value));
      n = n + 1 == NOISE_LENGTH ? 0 : n + 1;
    }
  }

  private static byte[] paint(Frame picture) {
    int width = picture.width();
    int height = picture.height();
    ByteBuffer canvas = ByteBuffer.allocateDirect(width * height * Target.BYTES_PER_PIXEL);
    picture.paintBgr(canvas, width, 0, 0, width, height);
    byte[] pixels = new byte[canvas.capacity()];
    canvas.get(pixels);
    return pixels;
  }

  @Override
  public void close() {
    given = frames;
  }
}

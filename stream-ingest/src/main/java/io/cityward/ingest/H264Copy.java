package io.cityward.ingest;

import io.cityward.core.CityException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/**
 * A copy of a clip that every browser plays: H.264, 8 bits, no larger than full HD. The clip itself
 * stays what the camera sent.
 */
public final class H264Copy {

  private static final double USUAL_FPS = 25;

  private H264Copy() {}

  /**
   * Whether a clip is something else than H.264.
   *
   * @throws CityException NOT_FOUND, or INVALID naming the file and what is wrong with it
   */
  public static boolean isNeededOf(Path clip) {
    try (Input input = Input.open(clip)) {
      return !input.codec().equals("h264");
    }
  }

  /**
   * Decodes a clip and encodes it anew; seconds of work for the calling thread, which ends early
   * when it is interrupted. The copy is written at once or not at all.
   *
   * @throws CityException INVALID naming the clip and what is wrong with it; EXTERNAL_FAILED if the
   *     copy cannot be encoded or written
   */
  public static void write(Path clip, Path copy) {
    long unused =
        AtomicFile.write(
            copy, temporary -> encode(clip, temporary, (f, fps) -> new VideoEncoder(f, fps)));
  }

  /**
   * The same in a size of its own, for cameras that are made up.
   *
   * @throws CityException as above
   */
  public static void write(Path clip, Path copy, int width, int height) {
    long unused =
        AtomicFile.write(
            copy,
            temporary -> encode(clip, temporary, (f, fps) -> new VideoEncoder(width, height, fps)));
  }

  private interface Opening {
    VideoEncoder open(Frame first, double fps) throws IOException;
  }

  private static void encode(Path clip, Path copy, Opening opening) throws IOException {
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL);
        Frame first = frames.next()) {
      if (first == null) {
        throw CityException.invalid("clip", clip, "at least one picture");
      }
      double fps = frames.info().fps() > 0 ? frames.info().fps() : USUAL_FPS;
      try (VideoEncoder encoder = opening.open(first, fps);
          Mp4Muxer muxer = Mp4Muxer.toFile(copy, encoder.parameters())) {
        VideoEncoder.Sink sink =
            (packet, key, ticks) -> muxer.write(packet, key, ticks, ticks, encoder.step());
        encoder.encode(first, sink);
        encodeRest(frames, encoder, sink);
        encoder.finish(sink);
        muxer.finish();
      }
    }
  }

  private static void encodeRest(FrameSequence frames, VideoEncoder encoder, VideoEncoder.Sink sink)
      throws IOException {
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      try (Frame frame = frames.next()) {
        if (frame == null) {
          return;
        }
        encoder.encode(frame, sink);
      }
    }
  }
}

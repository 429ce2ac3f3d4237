package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes a single key frame, with a decoder that lives no longer than that. */
final class KeyPicture {

  /** Told of a decoded picture's size in pixels, as coded. */
  interface SizeListener {
    void size(int width, int height);
  }

  private KeyPicture() {}

  /** Of a clip of one key frame; empty of an empty clip. */
  static Optional<Frame> of(Clip clip, SizeListener listener) {
    if (clip.isEmpty()) {
      return Optional.empty();
    }
    List<Frame> frames = new ArrayList<>(1);
    EncodedPacket key = clip.packets().get(0);
    try (VideoDecoder decoder = new VideoDecoder(clip.parameters(), av_make_q(1, 1_000_000))) {
      int code =
          decoder.decode(
              key.packet(),
              true,
              true,
              decoded -> {
                listener.size(decoded.width(), decoded.height());
                frames.add(frame(key, decoded));
              });
      if (frames.isEmpty()) {
        throw failed(code < 0 ? Ffmpeg.text(code) : "no picture came out");
      }
    } catch (SourceFailure e) {
      throw failed(e.reason());
    }
    frames.subList(1, frames.size()).forEach(Frame::close);
    return Optional.of(frames.get(0));
  }

  private static Frame frame(EncodedPacket key, AVFrame decoded) {
    Duration media = Duration.of(key.mediaMicros(), ChronoUnit.MICROS);
    return new Frame(decoded, media, key.arrivedAt(), true);
  }

  private static CityException failed(String why) {
    return new CityException(ErrorCode.EXTERNAL_FAILED, "the key frame cannot be decoded: " + why);
  }
}

package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.av_freep;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Notices a camera that goes on with other parameter sets (another resolution, another profile) in
 * the middle of a stream: those sent with a key frame differ from those sent before.
 */
final class ParameterSets implements AutoCloseable {

  private final AVCodecParameters found = avcodec_parameters_alloc();
  private byte[] known = {};

  /** Whether they are others from this key frame on; then they replace the stream's. */
  boolean changed(AVCodecParameters stream, AVPacket key) {
    avcodec_parameters_copy(found, stream);
    forget(found);
    StreamParameters.complete(found, key);
    byte[] sent = StreamParameters.extradata(found);
    if (sent.length == 0 || Arrays.equals(sent, known)) {
      return false;
    }
    boolean first = known.length == 0;
    known = sent;
    if (!first) {
      found.width(0).height(0);
      avcodec_parameters_copy(stream, found);
    }
    return !first;
  }

  private static void forget(AVCodecParameters parameters) {
    if (parameters.extradata_size() > 0) {
      try (PointerPointer<?> cell = new PointerPointer<>(1).put(0, parameters.extradata())) {
        av_freep(cell);
      }
      parameters.extradata(null).extradata_size(0);
    }
  }

  @Override
  public void close() {
    avcodec_parameters_free(found);
  }
}

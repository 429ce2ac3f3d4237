package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A clip's sound: AAC (ISO/IEC 14496-3), in frames of 1024 samples.
 *
 * @param config AudioSpecificConfig, which a decoder needs before the first frame
 */
record AudioTrack(int samplesPerSecond, int channels, ByteBuf config, List<ByteBuf> frames) {

  static final int SAMPLES_PER_FRAME = 1024;

  AudioTrack {
    frames = List.copyOf(frames);
  }
}

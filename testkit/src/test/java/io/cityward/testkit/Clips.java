package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The bundled clips, loaded once for all tests, and made-up ones. */
final class Clips {

  private static final Map<String, Clip> LOADED = new ConcurrentHashMap<>();

  private Clips() {}

  static Clip bundled(String name) {
    return LOADED.computeIfAbsent(name, Clips::load);
  }

  /** The first pictures of a clip of 25 fps; some more where B-frames would leave a gap. */
  static Clip beginning(String name, int least) {
    Clip whole = bundled(name);
    int frames = least;
    while (lastShown(whole.units().subList(0, frames)) >= frames * 3600L) {
      frames++;
    }
    return new Clip(
        name,
        whole.codec(),
        whole.width(),
        whole.height(),
        whole.parameterSets(),
        whole.units().subList(0, frames),
        Optional.empty());
  }

  /** Ticks from the first picture to the last one shown. */
  private static long lastShown(List<AccessUnit> units) {
    return units.stream().mapToLong(AccessUnit::pts).max().orElseThrow() - units.get(0).pts();
  }

  /** Pictures of one NAL unit each, of these sizes, 25 a second; the first is a key frame. */
  static Clip madeUp(VideoCodec codec, int... sizes) {
    List<AccessUnit> units = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      units.add(
          new AccessUnit(List.of(nal(codec, i == 0, sizes[i])), i * 3600L, i * 3600L, i == 0));
    }
    return new Clip("made-up", codec, 640, 360, List.of(), units, Optional.empty());
  }

  private static ByteBuf nal(VideoCodec codec, boolean key, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31);
    }
    if (codec == VideoCodec.H264) {
      bytes[0] = (byte) (key ? 0x65 : 0x41);
    } else {
      bytes[0] = (byte) ((key ? 19 : 1) << 1);
      bytes[1] = 1;
    }
    return Unpooled.wrappedBuffer(bytes);
  }

  private static Clip load(String name) {
    try {
      Path directory = Files.createTempDirectory("clip");
      Path file = BundledClips.extract(name, directory);
      Clip clip = Clip.open(file);
      Files.delete(file);
      Files.delete(directory);
      return clip;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

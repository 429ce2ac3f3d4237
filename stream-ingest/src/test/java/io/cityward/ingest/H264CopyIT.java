package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.testkit.BundledClips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H264CopyIT {

  @TempDir private Path directory;

  @Test
  void showsTheSamePicturesAtTheSameTimes() {
    Path clip = BundledClips.extract(BundledClips.BOXES_H265, directory);
    Path copy = directory.resolve("clip.h264.mp4");
    H264Copy.write(clip, copy);

    assertThat(H264Copy.isNeededOf(clip)).isTrue();
    assertThat(H264Copy.isNeededOf(copy)).isFalse();
    try (FrameSequence frames = FrameSequence.ofClip(copy, DecodePolicy.ALL)) {
      assertThat(frames.info()).isEqualTo(new StreamInfo("h264", 640, 360, 25));
    }
    assertThat(times(copy)).isEqualTo(times(clip));
    assertThat(meanDifference(clip, copy)).isLessThan(6);
  }

  @Test
  void leavesNothingBehindOfAClipThatCannotBeRead() throws Exception {
    Path broken = Files.writeString(directory.resolve("clip.mp4"), "no video");
    assertThatThrownBy(() -> H264Copy.write(broken, directory.resolve("copy.mp4")))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("clip.mp4");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(broken);
    }
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    Path clip = BundledClips.extract(BundledClips.BOXES_H265, directory);
    Path copy = directory.resolve("copy.mp4");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> H264Copy.write(clip, copy)).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(copy).doesNotExist();
  }

  private static List<Duration> times(Path file) {
    List<Duration> times = new ArrayList<>();
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        times.add(frame.mediaTime());
        frame.close();
      }
    }
    return times;
  }

  /** Between the first pictures, in steps of brightness. */
  private static double meanDifference(Path a, Path b) {
    byte[] one = pixels(a);
    byte[] other = pixels(b);
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return (double) sum / one.length;
  }

  private static byte[] pixels(Path file) {
    java.nio.ByteBuffer canvas = java.nio.ByteBuffer.allocateDirect(640 * 360 * 3);
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL);
        Frame frame = frames.next()) {
      frame.paintBgr(canvas, 640, 0, 0, 640, 360);
    }
    byte[] bytes = new byte[canvas.capacity()];
    canvas.get(0, bytes);
    return bytes;
  }
}

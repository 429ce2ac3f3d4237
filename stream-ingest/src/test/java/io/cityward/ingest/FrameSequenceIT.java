package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cityward.core.CityException;
import io.cityward.testkit.BundledClips;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSequenceIT {

  private static final Path SHARED = Path.of("../../shared/data");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"boxes-h264", "boxes-h264-bframes", "boxes-h265"})
  void givesEveryFrameWithTheClipsOwnTime(String name) {
    List<Duration> times = times(name, DecodePolicy.ALL);

    assertThat(times).hasSize(150);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isEqualTo(Duration.ofMillis(40L * i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxes-h264", "boxes-h264-bframes", "boxes-h265"})
  void givesKeyFramesAlone(String name) {
    assertThat(times(name, DecodePolicy.KEY_FRAMES))
        .containsExactly(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource({"0.5,3", "2,12", "5,30", "25,150", "100,150"})
  void givesSoManyFramesPerSecond(double fps, int frames) {
    assertThat(times("boxes-h264-bframes", new DecodePolicy.Fps(fps))).hasSize(frames);
  }

  @Test
  void tellsWhatTheClipIs() {
    Path clip = BundledClips.extract("boxes-h265", directory);
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL)) {
      assertThat(frames.info()).isEqualTo(new StreamInfo("hevc", 640, 360, 25));
    }
  }

  @Test
  void freesWhatNobodyFetched() {
    long before = Frame.live();
    Path clip = BundledClips.extract("boxes-h264-bframes", directory);
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL);
        Frame first = frames.next()) {
      assertThat(first.mediaTime()).isZero();
    }
    assertThat(Frame.live()).isEqualTo(before);
  }

  @Test
  void namesThePositionOfADamagedPacket() throws IOException {
    Path clip = BundledClips.extract("boxes-h264", directory);
    byte[] noise = new byte[8000];
    new Random(5).nextBytes(noise);
    try (RandomAccessFile file = new RandomAccessFile(clip.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(noise);
    }

    assertThatThrownBy(() -> times(clip, DecodePolicy.ALL))
        .isInstanceOf(CityException.class)
        .hasMessageMatching(
            "(?s).*boxes-h264.mp4: packet \\d+ \\(byte [1-9]\\d*, after \\d\\.\\d\\d s\\): .*");
  }

  @Test
  void namesThePositionWhereATruncatedClipEnds() throws IOException {
    Path clip = BundledClips.extract("boxes-h264", directory);
    byte[] whole = Files.readAllBytes(clip);
    Files.write(clip, java.util.Arrays.copyOf(whole, whole.length * 2 / 3));

    assertThatThrownBy(() -> times(clip, DecodePolicy.ALL))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("boxes-h264.mp4: packet ");
  }

  @Test
  void namesAFileThatIsNoVideo() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.mp4"), "not a video");

    assertThatThrownBy(() -> FrameSequence.ofClip(text, DecodePolicy.ALL))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("notes.mp4: ")
        .hasMessageContaining("expected: a video or picture file");
    assertThatThrownBy(() -> FrameSequence.ofClip(directory.resolve("gone.mp4"), DecodePolicy.ALL))
        .hasMessageContaining("gone.mp4 (no such file)");
  }

  @Test
  void holdsAStillPictureWithTheSameNoiseOnEveryRun() {
    Path still = still();
    List<byte[]> once = pixels(still);
    List<byte[]> again = pixels(still);

    assertThat(once).hasSize(10);
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i)).isEqualTo(once.get(i));
    }
    assertThat(once.get(1)).isNotEqualTo(once.get(0));
    assertThat(meanDifference(once.get(0), once.get(1))).isBetween(0.3, 4.0);
  }

  @Test
  void givesStillPicturesAtThePaceAsked() {
    try (FrameSequence frames = FrameSequence.ofStill(still(), Duration.ofSeconds(3), 2)) {
      List<Duration> times = drain(frames);

      assertThat(frames.info().width()).isEqualTo(640);
      assertThat(times).hasSize(6).startsWith(Duration.ZERO, Duration.ofMillis(500));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "video/vtest.avi,795",
    "video/bag_left_on_pavement.avi,1169",
    "video/dumped_bags_boxes.gif,24",
    "video/street_kerb_parked_cars.mp4,734",
  })
  void readsSharedFootage(String name, int frames) {
    Path clip = SHARED.resolve(name);
    assumeTrue(Files.exists(clip), "the shared data are not here: " + clip);

    List<Duration> times = times(clip, DecodePolicy.ALL);
    assertThat(times).hasSize(frames).isSorted();
    assertThat(times(clip, DecodePolicy.KEY_FRAMES)).doesNotHaveDuplicates();
  }

  private Path still() {
    Path clip = BundledClips.extract("boxes-h264", directory);
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL);
        Frame first = frames.next()) {
      return SnapshotWriter.write(first, List.of(), directory.resolve("still.jpg")).file();
    }
  }

  private static List<byte[]> pixels(Path still) {
    List<byte[]> pixels = new ArrayList<>();
    try (FrameSequence frames = FrameSequence.ofStill(still, Duration.ofSeconds(2), 5)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        ByteBuffer canvas = ByteBuffer.allocateDirect(640 * 360 * 3);
        frame.paintBgr(canvas, 640, 0, 0, 640, 360);
        byte[] copy = new byte[canvas.capacity()];
        canvas.get(copy);
        pixels.add(copy);
        frame.close();
      }
    }
    return pixels;
  }

  private static double meanDifference(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }

  private List<Duration> times(String name, DecodePolicy policy) {
    return times(BundledClips.extract(name, directory), policy);
  }

  private static List<Duration> times(Path clip, DecodePolicy policy) {
    try (FrameSequence frames = FrameSequence.ofClip(clip, policy)) {
      return drain(frames);
    }
  }

  private static List<Duration> drain(FrameSequence frames) {
    List<Duration> times = new ArrayList<>();
    for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
      times.add(frame.mediaTime());
      frame.close();
    }
    return times;
  }
}

package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "boxes-h264, H264, 640, 360, 150, 3, PT6S",
    "boxes-h264-bframes, H264, 640, 360, 150, 3, PT6S",
    "boxes-h265, H265, 640, 360, 150, 3, PT6S",
    "boxes-h264-small, H264, 352, 288, 150, 3, PT6S",
    "boxes-h264-audio, H264, 640, 360, 150, 3, PT6S",
    "still-h264, H264, 640, 360, 100, 2, PT4S",
    "campus, H264, 768, 576, 795, 40, PT1M19.5S",
  })
  void readsTheBundledClips(
      String name, VideoCodec codec, int width, int height, int frames, int keys, Duration length) {
    Clip clip = Clips.bundled(name);
    assertThat(clip.name()).isEqualTo(name + ".mp4");
    assertThat(clip.codec()).isEqualTo(codec);
    assertThat(clip.width()).isEqualTo(width);
    assertThat(clip.height()).isEqualTo(height);
    assertThat(clip.frames()).isEqualTo(frames);
    assertThat(clip.keyFrames()).isEqualTo(keys);
    assertThat(clip.duration()).isEqualTo(length);
    assertThat(clip.parameterSets()).hasSize(codec == VideoCodec.H264 ? 2 : 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxes-h264", "boxes-h264-bframes", "boxes-h265"})
  void sendsNoPictureAfterItIsShown(String name) {
    long before = Long.MIN_VALUE;
    for (AccessUnit unit : Clips.bundled(name).units()) {
      assertThat(unit.dts()).isGreaterThan(before).isLessThanOrEqualTo(unit.pts());
      before = unit.dts();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boxes-h264", "boxes-h264-bframes", "boxes-h265"})
  void carriesParameterSetsInEveryKeyFrame(String name) {
    Clip clip = Clips.bundled(name);
    assertThat(clip.units()).filteredOn(AccessUnit::keyFrame).hasSize(3);
    assertThat(clip.units())
        .filteredOn(AccessUnit::keyFrame)
        .allSatisfy(
            unit ->
                assertThat(unit.nals())
                    .anyMatch(nal -> clip.codec().parameterSet(clip.codec().type(nal.getByte(0)))));
  }

  @Test
  void ordersSendTimesWhenPicturesAreShownInAnotherOrder() {
    assertThat(ClipReader.sendTimes(List.of(0L, 30L, 10L, 20L, 40L)))
        .containsExactly(-10, 0, 10, 20, 30);
    assertThat(ClipReader.sendTimes(List.of(5L, 6L, 7L))).containsExactly(5, 6, 7);
  }

  @Test
  void saysWhenThereIsNoSuchFile() {
    assertRefused(directory.resolve("none.mp4"), "a video file that exists");
    assertRefused(directory, "a video file that exists");
  }

  @Test
  void saysWhenAFileIsNoVideo() throws IOException {
    assertRefused(write("notes.mp4", "to do: everything".getBytes(ISO_8859_1)), "FFmpeg can read");
    assertRefused(write("empty.mp4", new byte[0]), "FFmpeg can read");
  }

  @Test
  void saysWhenAFileHasOnlySound() throws IOException {
    byte[] wav = new byte[44 + 8000];
    byte[] head =
        "RIFF\244\37\0\0WAVEfmt \20\0\0\0\1\0\1\0\100\37\0\0\100\37\0\0\1\0\10\0data\100\37\0\0"
            .getBytes(ISO_8859_1);
    System.arraycopy(head, 0, wav, 0, head.length);
    assertRefused(write("siren.wav", wav), "a file with a video track");
    assertRefused(BundledClips.extract(BundledClips.TONE, directory), "a file with a video track");
  }

  @Test
  void saysWhenTheCodecIsAnother() throws IOException {
    byte[] gif =
        Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    assertRefused(write("dot.gif", gif), "H.264 or H.265 video, not gif");
  }

  @Test
  void namesThePlaceWhereAFileEndsTooEarly() throws IOException {
    byte[] whole = Files.readAllBytes(BundledClips.extract("boxes-h264", directory));
    Path cut = write("cut.mp4", Arrays.copyOf(whole, whole.length * 2 / 3));
    assertThatThrownBy(() -> Clip.open(cut))
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith("clip: " + cut)
        .hasMessageContaining("an undamaged file")
        .hasMessageFindingMatch("packet \\d+ at byte \\d+");
  }

  @Test
  void namesThePlaceWhereAFileIsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(BundledClips.extract("boxes-h264", directory));
    // The last pictures are small, so this hits where their lengths are stored.
    Arrays.fill(bytes, bytes.length - 1500, bytes.length - 900, (byte) 0xff);
    Path damaged = write("damaged.mp4", bytes);
    assertThatThrownBy(() -> Clip.open(damaged))
        .isInstanceOf(CityException.class)
        .hasMessageFindingMatch("damaged at packet \\d+ at byte \\d+");
  }

  @Test
  void namesTheClipsThatAreBundled() {
    assertThatThrownBy(() -> BundledClips.extract("../campus", directory))
        .hasMessageContaining("clip: ../campus (expected: one of campus, boxes-h264,");
    assertThat(BundledClips.names())
        .allSatisfy(name -> assertThat(BundledClips.extract(name, directory)).isNotEmptyFile());
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static void assertRefused(Path file, String expectation) {
    assertThatThrownBy(() -> Clip.open(file))
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith("clip: " + file)
        .hasMessageContaining(expectation);
  }
}

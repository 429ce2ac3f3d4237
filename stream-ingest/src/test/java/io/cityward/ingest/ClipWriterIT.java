package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipWriterIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"boxes-h264,avc1", "boxes-h264-bframes,avc1", "boxes-h265,hvc1"})
  void writesWhatAPlayerPlays(String name, String tag) throws IOException {
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), 16 << 20)) {
      new Recording(name, directory).into(ring, 100);
      Path file = directory.resolve("evidence/clip.mp4");
      ClipWriter.Written written;
      try (Clip clip = ring.cut(Recording.at(102.5), Recording.at(105.99))) {
        written = ClipWriter.write(clip, file);
      }

      assertThat(written.bytes()).isEqualTo(Files.size(file));
      assertThat(written.duration()).isEqualTo(Duration.ofSeconds(4));
      List<Duration> times = times(file);
      assertThat(times).hasSize(100).isSorted().doesNotHaveDuplicates();
      assertThat(times.get(99)).isEqualTo(Duration.ofMillis(3960));
      assertThat(boxes(file)).startsWith("ftyp", "moov").endsWith("mdat");
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains(tag);
      assertThat(secondsOf(file)).isEqualTo(4.0);
      assertThat(siblings(file)).containsExactly("clip.mp4");
    }
  }

  @ParameterizedTest
  @CsvSource({"boxes-h264", "boxes-h264-bframes", "boxes-h265"})
  void writesWhatCameOverRtsp(String name) {
    Path source = BundledClips.extract(name, directory);
    Witness witness = new Witness();
    try (RtspServer server =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("cam", io.cityward.testkit.Clip.open(source)))
                .build()
                .start();
        var session = Sessions.start(server.url("cam"), DecodePolicy.KEY_FRAMES, witness)) {
      witness.awaitFrames(2);
      Instant end = session.ring().newest().orElseThrow().plusMillis(500);
      Await.until(
          Witness.PATIENCE,
          () -> session.ring().newest().orElseThrow().isAfter(end),
          "half a second of post-roll");
      Path file = directory.resolve("cut.mp4");
      try (Clip clip = session.ring().cut(end.minusMillis(1500), end)) {
        ClipWriter.write(clip, file);
      }

      List<Duration> times = times(file);
      assertThat(times).hasSizeBetween(50, 80).isSorted();
      for (int i = 1; i < times.size(); i++) {
        assertThat(times.get(i).minus(times.get(i - 1)).toMillis())
            .as("step to frame %d", i)
            .isBetween(38L, 42L);
      }
    }
  }

  @Test
  void refusesAnEmptyCutAndLeavesNothingBehind() throws IOException {
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), 16 << 20);
        Clip empty = ring.cut(Recording.at(0), Recording.at(1))) {
      assertThatThrownBy(() -> ClipWriter.write(empty, directory.resolve("none.mp4")))
          .isInstanceOfSatisfying(
              CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE))
          .hasMessageContaining("none.mp4: nothing to write");
    }
    assertThat(siblings(directory.resolve("x"))).isEmpty();
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path blocked = Files.createFile(directory.resolve("file"));
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), 16 << 20)) {
      new Recording(BundledClips.BOXES_H264, directory).into(ring, 0);
      try (Clip clip = ring.cut(Recording.at(0), Recording.at(1))) {
        assertThatThrownBy(() -> ClipWriter.write(clip, blocked.resolve("clip.mp4")))
            .isInstanceOfSatisfying(
                CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_FAILED))
            .hasMessageContaining("clip.mp4: cannot be written");
      }
    }
  }

  private static List<Duration> times(Path file) {
    List<Duration> times = new ArrayList<>();
    try (FrameSequence frames = FrameSequence.ofClip(file, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        assertThat(times.isEmpty() && !frame.keyFrame())
            .as("first frame is no key frame")
            .isFalse();
        times.add(frame.mediaTime());
        frame.close();
      }
    }
    return times;
  }

  /** Of the container itself, edit list included. */
  private static double secondsOf(Path file) {
    try (Input input = Input.open(file)) {
      assertThat(input.video().start_time()).isZero();
      return Math.round(input.video().duration() * Ffmpeg.ratio(input.video().time_base()) * 100)
          / 100.0;
    }
  }

  private static List<String> boxes(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    var bytes = java.nio.ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() > 8) {
      int size = bytes.getInt(bytes.position());
      byte[] name = new byte[4];
      bytes.get(bytes.position() + 4, name);
      names.add(new String(name, StandardCharsets.US_ASCII));
      bytes.position(bytes.position() + size);
    }
    return names;
  }

  private static List<String> siblings(Path file) throws IOException {
    try (var files = Files.list(file.getParent())) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}

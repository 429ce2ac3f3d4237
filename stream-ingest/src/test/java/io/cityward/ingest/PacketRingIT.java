package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.testkit.BundledClips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketRingIT {

  @TempDir private Path clips;
  private Recording recording;

  @BeforeEach
  void record() {
    recording = new Recording(BundledClips.BOXES_H264, clips);
  }

  @Test
  void cutsFromTheKeyFrameBeforeTheStart() {
    try (PacketRing ring = ring(60);
        Clip clip = filled(ring).cut(Recording.at(2.9), Recording.at(4.5))) {
      assertThat(clip.from()).contains(Recording.at(2));
      assertThat(clip.to()).contains(Recording.at(4.48));
      assertThat(clip.packets().get(0).key()).isTrue();
      assertThat(clip.packets()).hasSize(63);
      assertThat(clip.codec()).isEqualTo("h264");
    }
  }

  @Test
  void cutsFromTheOldestWhereTheStartIsGone() {
    try (PacketRing ring = ring(60);
        Clip clip = filled(ring).cut(Recording.at(-30), Recording.at(1))) {
      assertThat(clip.from()).contains(Recording.at(0));
      assertThat(clip.to()).contains(Recording.at(1));
    }
  }

  @Test
  void givesAnEmptyCutWhereNothingIsKept() {
    try (PacketRing ring = ring(60);
        Clip before = filled(ring).cut(Recording.at(-9), Recording.at(-5));
        Clip after = ring.cut(Recording.at(10), Recording.at(12))) {
      assertThat(before.isEmpty()).isTrue();
      assertThat(after.isEmpty()).isTrue();
      assertThat(after.from()).isEmpty();
    }
  }

  @Test
  void refusesARangeThatEndsBeforeItStarts() {
    try (PacketRing ring = ring(60)) {
      assertThatThrownBy(() -> ring.cut(Recording.at(2), Recording.at(1)))
          .hasMessageContaining("expected: a start before its end");
    }
  }

  @Test
  void keepsWholeGroupsThatCoverTheSpan() {
    try (PacketRing ring = ring(3)) {
      filled(ring);

      // 3 s before the last packet lies in the second group, which begins at 2 s.
      assertThat(ring.oldest()).contains(Recording.at(2));
      assertThat(ring.newest()).contains(Recording.at(5.96));
    }
  }

  @Test
  void keepsWithinItsBytes() {
    long all;
    try (PacketRing ring = ring(60)) {
      all = filled(ring).bytes();
    }
    long bound = all * 6 / 10;
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), bound)) {
      filled(ring);

      assertThat(ring.bytes()).isPositive().isLessThanOrEqualTo(bound);
      assertThat(ring.oldest().orElseThrow()).isAfter(Recording.at(1));
      assertThat(ring.newest()).contains(Recording.at(5.96));
    }
  }

  @Test
  void givesUpAGroupThatIsLargerThanItsBytes() {
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), 100)) {
      filled(ring);

      assertThat(ring.bytes()).isZero();
      assertThat(ring.newest()).isEmpty();
    }
  }

  @Test
  void beginsAgainAtAKeyFrameAfterAReconnect() {
    try (PacketRing ring = ring(60)) {
      filled(ring);
      recording.into(ring, 10, 20);

      try (Clip clip = ring.cut(Recording.at(0), Recording.at(20))) {
        assertThat(clip.from()).contains(Recording.at(0));
        // 150 of the first connection; of the second those from its key frame at 12 s on.
        assertThat(clip.packets()).hasSize(250);
        assertThat(clip.packets().get(150).key()).isTrue();
        assertThat(clip.packets().get(150).arrivedAt()).isEqualTo(Recording.at(12));
      }
    }
  }

  @Test
  void forgetsWhatCannotBePlayedTogetherWithTheNewStream() {
    try (PacketRing ring = ring(60)) {
      filled(ring);
      new Recording(BundledClips.BOXES_H265, clips).into(ring, 10);

      assertThat(ring.oldest()).contains(Recording.at(10));
    }
  }

  @Test
  void aCutOutlivesTheRing() {
    PacketRing ring = ring(60);
    Clip clip = filled(ring).cut(Recording.at(0), Recording.at(3));
    ring.close();
    ring.close();

    try (clip;
        Clip later = ring.cut(Recording.at(0), Recording.at(3))) {
      assertThat(ClipWriter.write(clip, clips.resolve("cut.mp4")).bytes()).isPositive();
      assertThat(later.isEmpty()).isTrue();
    }
  }

  @Test
  void showsItsNewestKeyFrame() {
    try (PacketRing ring = ring(60)) {
      assertThat(ring.newestKeyFrame()).isEmpty();
      try (Frame frame = filled(ring).newestKeyFrame().orElseThrow()) {
        assertThat(frame.arrivedAt()).isEqualTo(Recording.at(4));
        assertThat(frame.mediaTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(frame.keyFrame()).isTrue();
        assertThat(frame.width()).isEqualTo(640);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-60,0", "1.1,2", "2.9,2", "3.1,4", "99,4"})
  void showsTheKeyFrameNearestToATime(double asked, double expected) {
    try (PacketRing ring = ring(60);
        Frame frame = filled(ring).keyFrameNear(Recording.at(asked)).orElseThrow()) {
      assertThat(frame.arrivedAt()).isEqualTo(Recording.at(expected));
    }
  }

  @Test
  void showsNothingOnceItIsClosed() {
    PacketRing ring = filled(ring(60));
    ring.close();
    assertThat(ring.newestKeyFrame()).isEmpty();
  }

  @Test
  void canBeCutWhileItIsFilled() throws Exception {
    ExecutorService cutters = Executors.newFixedThreadPool(2);
    try (PacketRing ring = ring(4)) {
      Future<?> filling =
          cutters.submit(
              () -> {
                for (int pass = 0; pass < 20; pass++) {
                  recording.into(ring, pass * 6);
                }
              });
      int cuts = 0;
      while (!filling.isDone() || cuts == 0) {
        try (Clip clip = ring.cut(Recording.at(0), Recording.at(200))) {
          List<EncodedPacket> packets = clip.packets();
          assertThat(packets.isEmpty() || packets.get(0).key()).isTrue();
          assertThat(packets).allMatch(p -> p.bytes() > 0);
          cuts++;
        }
      }
      filling.get();
    } finally {
      cutters.shutdownNow();
    }
  }

  private static PacketRing ring(int seconds) {
    return new PacketRing(Duration.ofSeconds(seconds), 16 << 20);
  }

  private PacketRing filled(PacketRing ring) {
    recording.into(ring, 0);
    return ring;
  }
}

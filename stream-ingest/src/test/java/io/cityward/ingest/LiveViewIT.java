package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveViewIT {

  private static final long ROOMY = 4 << 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "boxes-h264,avc1.",
    "boxes-h264-bframes,avc1.",
    "boxes-h265,hvc1.1.",
  })
  void showsTheCamerasOwnPacketsFromAKeyFrameOn(String name, String codec) throws Exception {
    boolean hevc = name.endsWith("h265");
    Path source = BundledClips.extract(name, directory);
    Witness witness = new Witness();
    try (RtspServer server =
            RtspServer.builder()
                .camera(SimulatedCamera.looping("cam", io.cityward.testkit.Clip.open(source)))
                .build()
                .start();
        var session = Sessions.start(server.url("cam"), DecodePolicy.KEY_FRAMES, witness)) {
      // How a stream reorders its pictures shows in its first whole group.
      witness.awaitFrames(2);
      try (LiveView view = LiveView.open(session.ring(), ROOMY)) {
        assertThat(view.contentType()).startsWith("video/mp4; codecs=\"" + codec);
        Instant begun = session.ring().newest().orElseThrow();
        Seen seen = new Seen(view);
        while (session.ring().newest().orElseThrow().isBefore(begun.plusSeconds(3))) {
          assertThat(seen.more()).isInstanceOf(LiveView.Next.Fragments.class);
        }
        List<Seen.Sample> shown = seen.samples(directory.resolve("live.mp4"), hevc);
        assertThat(shown).hasSizeGreaterThan(70);
        assertThat(shown.get(0).key()).isTrue();
        assertThat(shown).extracting(Seen.Sample::decodedAt).isSorted().doesNotHaveDuplicates();
        assertThat(shown).extracting(Seen.Sample::millis).doesNotHaveDuplicates();

        try (Clip kept = session.ring().cut(Instant.EPOCH, Instant.now())) {
          List<List<String>> sent =
              kept.packets().stream().map(p -> NalUnits.ofStream(p.packet(), hevc)).toList();
          int from = sent.indexOf(shown.get(0).units());
          List<EncodedPacket> same = kept.packets().subList(from, from + shown.size());
          assertThat(shown)
              .extracting(Seen.Sample::units)
              .isEqualTo(sent.subList(from, from + shown.size()));
          assertThat(shown)
              .extracting(Seen.Sample::key)
              .isEqualTo(same.stream().map(EncodedPacket::key).toList());
          assertThat(stepsOf(shown)).isEqualTo(mediaSteps(same));
        }
      }
    }
  }

  @Test
  void beginsWithTheNewestGroupAtOnce() throws Exception {
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0);
        LiveView view = LiveView.open(ring, ROOMY)) {
      Seen seen = new Seen(view);
      assertThat(seen.more()).isInstanceOf(LiveView.Next.Fragments.class);

      // The last group is of 2 s; its last packet waits for the next one.
      assertThat(seen.samples(directory.resolve("live.mp4"), false)).hasSize(49);
    }
  }

  @Test
  void showsWhatWaitsAndThenSaysThatTheCameraStopped() throws Exception {
    PacketRing ring = recorded(BundledClips.BOXES_H264_B_FRAMES, 0);
    try (LiveView view = LiveView.open(ring, ROOMY)) {
      ring.close();
      Seen seen = new Seen(view);
      assertThat(seen.toTheEnd()).isEqualTo(LiveView.End.CAMERA_STOPPED);
      assertThat(seen.samples(directory.resolve("live.mp4"), false)).hasSize(50);
    }
  }

  @Test
  void saysThatTheCameraSendsAnotherFormat() throws Exception {
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0);
        LiveView before = LiveView.open(ring, ROOMY)) {
      new Recording(BundledClips.BOXES_H265, directory).into(ring, 10);

      assertThat(new Seen(before).toTheEnd()).isEqualTo(LiveView.End.PARAMETERS_CHANGED);
      try (LiveView anew = LiveView.open(ring, ROOMY)) {
        assertThat(anew.contentType()).contains("hvc1");
      }
    }
  }

  @Test
  void goesOnAcrossAReconnectOfTheSameStream() throws Exception {
    PacketRing ring = recorded(BundledClips.BOXES_H264, 0);
    try (LiveView view = LiveView.open(ring, ROOMY)) {
      new Recording(BundledClips.BOXES_H264, directory).into(ring, 10, 20);
      ring.close();
      Seen seen = new Seen(view);
      assertThat(seen.toTheEnd()).isEqualTo(LiveView.End.CAMERA_STOPPED);

      // 50 of the first connection's last group; of the second those from its key frame on.
      List<Seen.Sample> shown = seen.samples(directory.resolve("live.mp4"), false);
      assertThat(shown).hasSize(150);
      assertThat(shown.get(50).key()).isTrue();
      assertThat(shown.get(50).millis()).isEqualTo(8000);
    }
  }

  @Test
  void aViewerWhoWasSlowOnceGoesOnAtAKeyFrame() throws Exception {
    PacketRing ring = recorded(BundledClips.BOXES_H264, 0);
    long bound = ring.bytes() / 2;
    try (LiveView view = LiveView.open(ring, bound)) {
      Seen seen = new Seen(view);
      // Six seconds come while it takes nothing, of which three have room.
      new Recording(BundledClips.BOXES_H264, directory).into(ring, 6);
      assertThat(view.skipped()).isPositive();
      ring.close();
      assertThat(seen.toTheEnd()).isEqualTo(LiveView.End.CAMERA_STOPPED);

      List<Seen.Sample> shown = seen.samples(directory.resolve("live.mp4"), false);
      assertThat(shown).isNotEmpty();
      assertThat(shown.get(0).key()).isTrue();
      assertThat(shown).extracting(Seen.Sample::decodedAt).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aViewerWhoTakesNothingIsCutAndTheRingLosesNothing() throws Exception {
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0)) {
      long bound = ring.bytes() / 2;
      try (LiveView view = LiveView.open(ring, bound)) {
        for (int pass = 1; pass < 4; pass++) {
          new Recording(BundledClips.BOXES_H264, directory).into(ring, pass * 6);
        }
        assertThat(new Seen(view).toTheEnd()).isEqualTo(LiveView.End.TOO_SLOW);
        assertThat(view.skipped()).isGreaterThan(100);
      }
      try (Clip all = ring.cut(Recording.at(0), Recording.at(24))) {
        assertThat(all.packets()).hasSize(600);
      }
    }
  }

  @Test
  void whatWaitsForASlowViewerIsBounded() {
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0)) {
      long bound = ring.bytes() / 3;
      try (Following slow = ring.follow(bound)) {
        new Recording(BundledClips.BOXES_H264, directory).into(ring, 6);
        assertThat(slow.bytes()).isBetween(0L, bound);
      }
    }
  }

  @Test
  void leavingWakesWhoWaits() throws Exception {
    ExecutorService viewers = Executors.newSingleThreadExecutor();
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0);
        LiveView view = LiveView.open(ring, ROOMY)) {
      Future<LiveView.End> waiting = viewers.submit(() -> new Seen(view).toTheEnd());
      Await.until(Duration.ofSeconds(5), () -> ring.followers() == 1, "it follows");
      view.leave();
      assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(LiveView.End.LEFT);
    } finally {
      viewers.shutdownNow();
    }
  }

  @Test
  void whoHasLeftIsForgotten() throws Exception {
    try (PacketRing ring = recorded(BundledClips.BOXES_H264, 0)) {
      LiveView view = LiveView.open(ring, ROOMY);
      view.close();
      view.close();
      assertThat(ring.followers()).isZero();
    }
  }

  @Test
  void saysThatNothingHasComeYet() {
    try (PacketRing ring = new PacketRing(Duration.ofSeconds(60), 16 << 20)) {
      assertThatThrownBy(() -> LiveView.open(ring, ROOMY))
          .isInstanceOfSatisfying(
              CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE))
          .hasMessageContaining("no key frame has come yet");
    }
  }

  private PacketRing recorded(String name, int fromSecond) {
    PacketRing ring = new PacketRing(Duration.ofSeconds(60), 16 << 20);
    new Recording(name, directory).into(ring, fromSecond);
    return ring;
  }

  private static List<Long> stepsOf(List<Seen.Sample> shown) {
    return shown.stream().map(s -> s.millis() - shown.get(0).millis()).toList();
  }

  private static List<Long> mediaSteps(List<EncodedPacket> packets) {
    long first = packets.get(0).mediaMicros();
    return packets.stream().map(p -> Math.floorDiv(p.mediaMicros() - first, 1000)).toList();
  }
}

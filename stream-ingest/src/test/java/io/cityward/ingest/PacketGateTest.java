package io.cityward.ingest;

import static io.cityward.ingest.PacketGate.Verdict.AWAIT_KEY;
import static io.cityward.ingest.PacketGate.Verdict.CATCH_UP;
import static io.cityward.ingest.PacketGate.Verdict.DECODE;
import static io.cityward.ingest.PacketGate.Verdict.DECODE_ALONE;
import static io.cityward.ingest.PacketGate.Verdict.SKIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.Decoding.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketGateTest {

  private static final long SECOND = 1_000_000;

  @Test
  void letsKeyFramesAloneThrough() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.KEY_FRAMES, false);

    assertThat(gate.judge(false, 0)).isEqualTo(SKIP);
    assertThat(gate.judge(true, 40_000)).isEqualTo(DECODE_ALONE);
    assertThat(gate.judge(false, 80_000)).isEqualTo(SKIP);
  }

  @Test
  void letsEverythingThroughFromTheFirstKeyFrameOn() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.ALL, false);

    assertThat(gate.judge(false, 0)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(true, 40_000)).isEqualTo(DECODE);
    assertThat(gate.judge(false, 80_000)).isEqualTo(DECODE);
  }

  @Test
  void waitsForAKeyFrameWhenMoreIsWantedThanBeforeInAFile() {
    PacketGate gate = PacketGate.ofFile(DecodePolicy.KEY_FRAMES, false);
    gate.judge(true, 0);
    gate.change(DecodePolicy.ALL);

    assertThat(gate.judge(false, 40_000)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(true, 80_000)).isEqualTo(DECODE);
  }

  @Test
  void catchesUpAtOnceWhenMoreIsWantedThanBefore() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.KEY_FRAMES, false);
    gate.judge(true, 0);
    gate.change(DecodePolicy.ALL);

    assertThat(gate.judge(false, 40_000)).isEqualTo(CATCH_UP);
    assertThat(gate.judge(false, 80_000)).isEqualTo(DECODE);
  }

  @Test
  void asksOnlyOnceForWhatTheRingNoLongerHas() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.KEY_FRAMES, false);
    gate.judge(true, 0);
    gate.change(DecodePolicy.ALL);
    gate.judge(false, 40_000);
    gate.cannotCatchUp();

    assertThat(gate.judge(false, 80_000)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(true, 120_000)).isEqualTo(DECODE);
    assertThat(gate.judge(false, 160_000)).isEqualTo(DECODE);
  }

  @Test
  void goesOnAtOnceWhenOnlyThePaceChanges() {
    PacketGate gate = PacketGate.ofStream(new DecodePolicy.Fps(10), false);
    gate.judge(true, 0);
    assertThat(gate.judge(false, 120_000)).isEqualTo(CATCH_UP);
    gate.change(new DecodePolicy.Fps(5));

    assertThat(gate.judge(false, 160_000)).isEqualTo(DECODE);
  }

  @Test
  void decodesNothingWhereNothingIsWanted() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.NONE, false);

    assertThat(gate.judge(true, 0)).isEqualTo(SKIP);
    assertThat(gate.judge(false, 40_000)).isEqualTo(SKIP);
    assertThat(gate.decoding().way()).isEqualTo(Way.NOTHING);
  }

  @Test
  void isContentWithKeyFramesThatComeAsOftenAsFramesAreWanted() {
    PacketGate gate = PacketGate.ofStream(new DecodePolicy.Fps(0.5), false);
    List<Long> taken = new ArrayList<>();
    for (long media = 0; media < 20 * SECOND; media += 40_000) {
      // A camera's key frames are not exactly 2 s apart.
      boolean key = media % (2 * SECOND) == 0;
      long jittered = key && media % (4 * SECOND) != 0 ? media - 5_000 : media;
      PacketGate.Verdict verdict = gate.judge(key, jittered);
      assertThat(verdict).isEqualTo(key ? DECODE_ALONE : SKIP);
      if (key && gate.delivers(jittered)) {
        taken.add(jittered);
      }
    }

    assertThat(taken).hasSize(10);
    assertThat(gate.decoding().way()).isEqualTo(Way.KEY_FRAMES);
  }

  @Test
  void decodesWhatLiesBetweenWhereKeyFramesAreTooFarApartAndSaysSo() {
    PacketGate gate = keyFramesEach(12, Duration.ofSeconds(4), 30);

    assertThat(gate.decoding().way()).isEqualTo(Way.SPARSE);
    assertThat(gate.decoding().reason()).contains("more than 4.0 s apart");
    assertThat(gate.gop()).contains(Duration.ofSeconds(12));
  }

  @Test
  void handsOneFrameOnInEachSpanThatATaskCanBear() {
    PacketGate gate = PacketGate.ofStream(new DecodePolicy.KeyFrames(Duration.ofSeconds(4)), false);
    List<Long> taken = new ArrayList<>();
    for (long media = 0; media < 60 * SECOND; media += 40_000) {
      PacketGate.Verdict verdict = gate.judge(media == 0, media);
      if (verdict != SKIP && gate.delivers(media)) {
        taken.add(media);
      }
    }

    assertThat(taken).hasSizeBetween(14, 16);
    for (int i = 1; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - 1)).isLessThanOrEqualTo(4 * SECOND + 40_000);
    }
  }

  @Test
  void goesBackToKeyFramesOnlyWhenTheyComeOftenAgain() {
    PacketGate gate = keyFramesEach(12, Duration.ofSeconds(4), 13);
    assertThat(gate.decoding().way()).isEqualTo(Way.SPARSE);
    for (long media = 24 * SECOND; media < 30 * SECOND; media += 40_000) {
      gate.judge(media % (2 * SECOND) == 0, media);
    }

    assertThat(gate.judge(true, 30 * SECOND)).isEqualTo(DECODE_ALONE);
    assertThat(gate.judge(false, 30 * SECOND + 40_000)).isEqualTo(SKIP);
    assertThat(gate.decoding().reason()).isEqualTo("key frames come every 2.0 s");
  }

  @Test
  void decodesEverythingOfACameraThatMarksNoKeyFrames() {
    PacketGate gate = PacketGate.ofStream(DecodePolicy.ALL, false);

    assertThat(gate.judge(false, 0)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(false, 5 * SECOND)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(false, 6 * SECOND)).isEqualTo(DECODE);
    assertThat(gate.decoding().reason()).contains("marks no key frames");
  }

  @Test
  void needNotDecodeForThemselvesWhatIsNotHandedOn() {
    PacketGate gate = PacketGate.ofFile(new DecodePolicy.Fps(5), false);
    gate.judge(true, 0);

    assertThat(gate.wants(0)).isTrue();
    gate.delivers(0);
    assertThat(gate.wants(40_000)).isFalse();
    assertThat(gate.wants(200_000)).isTrue();
  }

  /** Two groups of pictures, and so many seconds of the whole. */
  private static PacketGate keyFramesEach(int seconds, Duration longestWait, int until) {
    PacketGate gate = PacketGate.ofStream(new DecodePolicy.KeyFrames(longestWait), false);
    for (long media = 0; media < until * SECOND; media += 40_000) {
      gate.judge(media % (seconds * SECOND) == 0, media);
    }
    return gate;
  }

  @Test
  void thinsOutBeforeTheDecoderWhereEachPacketStandsForItself() {
    PacketGate gate = PacketGate.ofStream(new DecodePolicy.Fps(5), true);

    assertThat(gate.judge(true, 0)).isEqualTo(DECODE);
    assertThat(gate.judge(true, 40_000)).isEqualTo(SKIP);
    assertThat(gate.judge(true, 200_000)).isEqualTo(DECODE);
    assertThat(gate.delivers(200_000)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"25,5,50", "25,2,20", "30,7,70", "29.97,10,100", "10,25,100", "12.5,12.5,125"})
  void handsOnEvenlySpreadFrames(double sourceFps, double wantedFps, int inTenSeconds) {
    PacketGate gate = PacketGate.ofFile(new DecodePolicy.Fps(wantedFps), false);
    long[] taken =
        LongStream.range(0, (long) Math.floor(sourceFps * 10))
            .map(i -> Math.round(i * 1e6 / sourceFps))
            .filter(gate::delivers)
            .toArray();

    assertThat(taken.length).isBetween(inTenSeconds - 1, inTenSeconds);
    double widest = 1e6 / Math.min(sourceFps, wantedFps) + 1e6 / sourceFps + 1;
    for (int i = 1; i < taken.length; i++) {
      assertThat(taken[i] - taken[i - 1]).isLessThan((long) widest);
    }
  }
}

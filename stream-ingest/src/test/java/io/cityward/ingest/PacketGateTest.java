package io.cityward.ingest;

import static io.cityward.ingest.PacketGate.Verdict.AWAIT_KEY;
import static io.cityward.ingest.PacketGate.Verdict.DECODE;
import static io.cityward.ingest.PacketGate.Verdict.DECODE_ALONE;
import static io.cityward.ingest.PacketGate.Verdict.SKIP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketGateTest {

  @Test
  void letsKeyFramesAloneThrough() {
    PacketGate gate = new PacketGate(DecodePolicy.KEY_FRAMES, false);

    assertThat(gate.judge(false, 0)).isEqualTo(SKIP);
    assertThat(gate.judge(true, 40_000)).isEqualTo(DECODE_ALONE);
    assertThat(gate.judge(false, 80_000)).isEqualTo(SKIP);
  }

  @Test
  void letsEverythingThroughFromTheFirstKeyFrameOn() {
    PacketGate gate = new PacketGate(DecodePolicy.ALL, false);

    assertThat(gate.judge(false, 0)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(true, 40_000)).isEqualTo(DECODE);
    assertThat(gate.judge(false, 80_000)).isEqualTo(DECODE);
  }

  @Test
  void waitsForAKeyFrameWhenMoreIsWantedThanBefore() {
    PacketGate gate = new PacketGate(DecodePolicy.KEY_FRAMES, false);
    gate.judge(true, 0);
    gate.change(DecodePolicy.ALL);

    assertThat(gate.judge(false, 40_000)).isEqualTo(AWAIT_KEY);
    assertThat(gate.judge(true, 80_000)).isEqualTo(DECODE);
  }

  @Test
  void goesOnAtOnceWhenOnlyThePaceChanges() {
    PacketGate gate = new PacketGate(new DecodePolicy.Fps(2), false);
    gate.judge(true, 0);
    gate.change(new DecodePolicy.Fps(5));

    assertThat(gate.judge(false, 40_000)).isEqualTo(DECODE);
  }

  @Test
  void thinsOutBeforeTheDecoderWhereEachPacketStandsForItself() {
    PacketGate gate = new PacketGate(new DecodePolicy.Fps(5), true);

    assertThat(gate.judge(true, 0)).isEqualTo(DECODE);
    assertThat(gate.judge(true, 40_000)).isEqualTo(SKIP);
    assertThat(gate.judge(true, 200_000)).isEqualTo(DECODE);
    assertThat(gate.delivers(200_000)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"25,5,50", "25,2,20", "30,7,70", "29.97,10,100", "10,25,100", "12.5,12.5,125"})
  void handsOnEvenlySpreadFrames(double sourceFps, double wantedFps, int inTenSeconds) {
    PacketGate gate = new PacketGate(new DecodePolicy.Fps(wantedFps), false);
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

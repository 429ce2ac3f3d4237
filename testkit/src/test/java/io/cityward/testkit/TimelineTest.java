package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long START = -5_000_000_000L;

  /** Three pictures, 40 ms each, of 3, 1 and 1 packets. */
  private final Clip clip = Clips.madeUp(VideoCodec.H264, 4000, 100, 100);

  private final Timeline looping = new Timeline(clip, true, START, 65_530, -1000);

  @Test
  void sendsAPictureEvery40MillisecondsThroughEveryPass() {
    for (int position = 0; position < 100; position++) {
      assertThat(looping.dueNanos(position)).isEqualTo(START + position * 40_000_000L);
    }
  }

  @Test
  void countsTimeOnThroughEveryPassAndWraps() {
    for (int position = 0; position < 100; position++) {
      assertThat(looping.rtpTime(position)).isEqualTo(-1000 + position * 3600);
    }
  }

  @Test
  void numbersPacketsWithoutAGapThroughEveryPassAndWraps() {
    int expected = 65_530;
    for (int position = 0; position < 100; position++) {
      assertThat(looping.sequence(position)).isEqualTo(expected);
      int packets = RtpBurst.packets(clip.codec(), looping.unit(position));
      expected = (expected + packets) % 65_536;
    }
  }

  @Test
  void knowsThePositionOfAMoment() {
    assertThat(looping.positionAt(START - 1)).isZero();
    assertThat(looping.positionAt(START)).isZero();
    assertThat(looping.positionAt(START + 1)).isEqualTo(1);
    assertThat(looping.positionAt(START + Duration.ofDays(400).toNanos()))
        .isEqualTo(400L * 24 * 3600 * 25);
  }

  @Test
  void findsTheNextKeyFrameInThisPassOrTheNext() {
    assertThat(looping.keyFrameFrom(0)).isZero();
    assertThat(looping.keyFrameFrom(1)).isEqualTo(3);
    assertThat(looping.keyFrameFrom(3)).isEqualTo(3);
  }

  @Test
  void endsWithTheClipWhenItDoesNotLoop() {
    Timeline once = new Timeline(clip, false, START, 0, 0);
    assertThat(once.ended(2)).isFalse();
    assertThat(once.ended(3)).isTrue();
    assertThat(once.positionAt(START + Duration.ofDays(1).toNanos())).isGreaterThanOrEqualTo(3);
    assertThat(once.keyFrameFrom(1)).isEqualTo(3);
    assertThat(looping.ended(1_000_000)).isFalse();
  }

  @Test
  void tellsTheRtpTimeOfAMomentForReports() {
    assertThat(looping.rtpTimeAt(START)).isEqualTo(-1000);
    assertThat(looping.rtpTimeAt(START + 1_000_000_000L)).isEqualTo(89_000);
  }

  @Test
  void jumpsInRtpTimeOnly() {
    Timeline jumped = looping.jumped(-90_000);
    for (int position = 0; position < 10; position++) {
      assertThat(jumped.rtpTime(position)).isEqualTo(looping.rtpTime(position) - 90_000);
      assertThat(jumped.sequence(position)).isEqualTo(looping.sequence(position));
      assertThat(jumped.dueNanos(position)).isEqualTo(looping.dueNanos(position));
    }
  }

  @Test
  void goesOnWithAnotherClipWhereTheFirstWouldHave() {
    Clip other = Clips.madeUp(VideoCodec.H264, 9000);
    Timeline switched = looping.switched(other, 7);
    assertThat(switched.clip()).isEqualTo(other);
    assertThat(switched.dueNanos(0)).isEqualTo(looping.dueNanos(7));
    assertThat(switched.rtpTime(0)).isEqualTo(looping.rtpTime(7));
    assertThat(switched.sequence(0)).isEqualTo(looping.sequence(7));
  }
}

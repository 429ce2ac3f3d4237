package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.rtsp.Reception.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionTest {

  private static final byte[] PAYLOAD = {0x41, 0, 0};
  private static final Instant TAKEN = Instant.parse("2026-11-24T08:00:00.250Z");
  private static final long NTP_EPOCH = 2_208_988_800L;

  private final Reception reception = new Reception();
  private final SenderClock clock = new SenderClock();

  @Test
  void countsWhatIsMissingAcrossTheEndOfTheNumbers() {
    assertThat(take(65_534)).isEqualTo(Verdict.NEXT);
    assertThat(take(65_535)).isEqualTo(Verdict.NEXT);
    assertThat(take(2)).isEqualTo(Verdict.AFTER_GAP);
    assertThat(take(2)).isEqualTo(Verdict.DROP);
    assertThat(take(1)).isEqualTo(Verdict.DROP);

    assertThat(reception.figures(5, 6)).isEqualTo(new RtspFigures(3, 2, 2, 9, 5, 6));
    assertThat(reception.highest()).isEqualTo(0x10002);
    assertThat(reception.missing()).isEqualTo(2);
    assertThat(reception.fractionLost()).isEqualTo(2 * 256 / 5);
    assertThat(reception.fractionLost()).isZero();
  }

  @Test
  void believesThatACameraCountsAnewWhenItsSecondPacketSaysSo() {
    take(100);
    assertThat(take(30_000)).isEqualTo(Verdict.DROP);
    assertThat(take(101)).isEqualTo(Verdict.NEXT);
    assertThat(take(30_000)).isEqualTo(Verdict.DROP);
    assertThat(take(30_001)).isEqualTo(Verdict.AFTER_GAP);
    assertThat(take(30_002)).isEqualTo(Verdict.NEXT);
    assertThat(reception.figures(0, 0).lost()).isZero();
  }

  @Test
  void followsAnotherSource() {
    take(100);
    byte[] other = Packets.rtp(7, 0, false, PAYLOAD);
    other[8] = 9;

    assertThat(reception.take(Packets.read(other), 0)).isEqualTo(Verdict.AFTER_GAP);
  }

  @Test
  void readsPacketsWithAllThatMayPrecedeThePayload() {
    // Padding of 3, an extension of one word, two contributing sources.
    byte[] bytes =
        Packets.hex(
            "b2e00001 00000002 12345678 00000001 00000002 abac0001 ffffffff 41424344 000003");
    RtpPacket packet = Packets.read(bytes);

    assertThat(packet.at).isEqualTo(28);
    assertThat(packet.length).isEqualTo(4);
    assertThat(packet.marker).isTrue();
    assertThat(packet.type).isEqualTo(96);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80600001",
        "00600001 00000000 00000000 41",
        "8f600001 00000000 00000000 41",
        "90600001 00000000 00000000 abacffff",
        "a0600001 00000000 00000000 ff",
      })
  void refusesWhatIsNoPacket(String text) {
    byte[] bytes = Packets.hex(text);

    assertThat(new RtpPacket().read(ByteBuffer.wrap(bytes), 0, bytes.length)).isFalse();
  }

  @Test
  void mapsThePicturesTimeToTheCamerasClock() {
    take(1);
    assertThat(clock.at(1000, Packets.SOURCE)).isEqualTo(AccessUnit.NO_TIME);
    read(report(TAKEN.getEpochSecond() + NTP_EPOCH, 1L << 30, 900));

    assertThat(clock.at(900, Packets.SOURCE)).isEqualTo(micros(TAKEN));
    assertThat(clock.at(900 + 180_000, Packets.SOURCE)).isEqualTo(micros(TAKEN.plusSeconds(2)));
    assertThat(clock.at(900 - 9000, Packets.SOURCE))
        .isEqualTo(micros(TAKEN.minus(Duration.ofMillis(100))));
    assertThat(clock.at(900, 99)).isEqualTo(AccessUnit.NO_TIME);
  }

  @Test
  void believesNoClockThatWasNeverSet() {
    take(1);
    read(report(0, 0, 900));

    assertThat(clock.at(900, Packets.SOURCE)).isEqualTo(AccessUnit.NO_TIME);
  }

  @Test
  void hearsTheGoodbyeOfItsOwnSourceOnly() {
    take(1);
    read(Packets.hex("81cb0001 00000001"));
    assertThat(clock.over()).isFalse();
    read(Packets.hex("80c90001 12345678 81cb0001 12345678"));
    assertThat(clock.over()).isTrue();
  }

  @Test
  void reportsAsTheStandardSays() {
    take(1);
    take(4);
    read(report(0x1234_5678L, 0x9abc_0000L, 900));
    ByteBuffer report = ByteBuffer.wrap(ReceiverReport.of(77, reception, clock, 1_000_000_000));

    assertThat(report.getInt(0)).isEqualTo(0x81c9_0007);
    assertThat(report.getInt(4)).isEqualTo(77);
    assertThat(report.getInt(8)).isEqualTo(Packets.SOURCE);
    assertThat(report.getInt(12)).isEqualTo(128 << 24 | 2);
    assertThat(report.getInt(16)).isEqualTo(4);
    assertThat(report.getInt(24)).isEqualTo(0x5678_9abc);
    assertThat(report.getInt(28)).isEqualTo(65_536);
    assertThat(report.getInt(32)).isEqualTo(0x81ca_0004);
    assertThat(report.capacity()).isEqualTo(32 + 20);
  }

  private Verdict take(int sequence) {
    return reception.take(Packets.read(Packets.rtp(sequence, 0, false, PAYLOAD)), 0);
  }

  private void read(byte[] rtcp) {
    clock.read(ByteBuffer.wrap(rtcp), 0, rtcp.length, 0, reception);
  }

  private static byte[] report(long seconds, long fraction, int rtpTime) {
    ByteBuffer out = ByteBuffer.allocate(28);
    out.putInt(0x80c8_0006).putInt(Packets.SOURCE).putInt((int) seconds).putInt((int) fraction);
    return out.putInt(rtpTime).array();
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.Assembler.Step;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Feeds an assembler packet by packet, and remembers the units that come out. */
final class Taker {

  /** A unit as it was, with its bytes as hexadecimal digits. */
  record Taken(
      String bytes,
      boolean key,
      boolean damaged,
      boolean refersToDamaged,
      boolean formatChanged,
      long ticks) {}

  final List<Taken> units = new ArrayList<>();
  final Assembler assembler;
  private final Reception reception = new Reception();
  private int sequence = 65_530;
  private int time;

  Taker(Codec codec, ParameterSets sets, boolean ordered) {
    VideoTrack track = new VideoTrack(codec, "", Packets.TYPE, ordered, sets, 0);
    assembler = new Assembler(track, new SenderClock());
  }

  static Taker h264() {
    return new Taker(Codec.H264, ParameterSets.NONE, false);
  }

  static Taker h264(String parameterSets) {
    byte[] sets = Packets.hex(parameterSets);
    ParameterSets known = ParameterSets.NONE.and(ByteBuffer.wrap(sets), 0, sets.length, 3);
    return new Taker(Codec.H264, known, false);
  }

  /** Payloads of one time stamp, which grows by 3600; the last one is marked. */
  Taker picture(String... payloads) {
    for (int i = 0; i < payloads.length; i++) {
      packet(payloads[i], i == payloads.length - 1);
    }
    time += 3600;
    return this;
  }

  /** The same without a mark. */
  Taker unmarked(String... payloads) {
    for (String payload : payloads) {
      packet(payload, false);
    }
    time += 3600;
    return this;
  }

  /** Each packet marked, as some cameras mark each slice. */
  Taker allMarked(String... payloads) {
    for (String payload : payloads) {
      packet(payload, true);
    }
    time += 3600;
    return this;
  }

  Taker at(int rtpTime) {
    time = rtpTime;
    return this;
  }

  Taker lose(int packets) {
    sequence += packets;
    return this;
  }

  void packet(String payload, boolean marker) {
    RtpPacket packet = Packets.read(Packets.rtp(sequence++, time, marker, Packets.hex(payload)));
    if (reception.take(packet, 0) == Reception.Verdict.DROP) {
      return;
    }
    Step step = assembler.add(packet);
    while (step == Step.COMPLETE_BEFORE) {
      take();
      step = assembler.add(packet);
    }
    if (step == Step.COMPLETE) {
      take();
    }
  }

  private void take() {
    AccessUnit unit = assembler.unit();
    byte[] bytes = new byte[unit.bytes()];
    unit.data().duplicate().get(bytes);
    units.add(
        new Taken(
            HexFormat.of().formatHex(bytes),
            unit.key(),
            unit.damaged(),
            unit.refersToDamaged(),
            unit.formatChanged(),
            unit.mediaTicks()));
  }

  Taken last() {
    return units.get(units.size() - 1);
  }
}

package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationTest {

  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    "H264, 6742 68ce, 7800026742000268ce",
    "H264, 0605 41ff, 5800020605000241ff",
    "H265, 4001aa 4201bb, 600100034001aa00034201bb",
    "H264, 6742, 6742",
  })
  void putsEachUnitBehindItsLength(VideoCodec codec, String nals, String payload) {
    assertThat(hex(Aggregation.of(codec, unit(nals)))).containsExactly(payload);
  }

  @Test
  void leavesUnitsAloneThatAreTooLargeForOnePacket() {
    ByteBuf large = Unpooled.buffer(5000).writeByte(0x65).writeZero(4999);
    ByteBuf set = Unpooled.wrappedBuffer(HexFormat.of().parseHex("6742"));
    AccessUnit packed =
        Aggregation.of(VideoCodec.H264, new AccessUnit(List.of(set, set, large), 0, 0, true));
    assertThat(packed.nals()).hasSize(2);
    assertThat(packed.nals().get(1)).isEqualTo(large);
  }

  @Test
  void fillsAPacketButNoFurther() {
    ByteBuf half = Unpooled.buffer(697).writeByte(0x41).writeZero(696);
    ByteBuf more = Unpooled.buffer(699).writeByte(0x41).writeZero(698);
    AccessUnit fits = new AccessUnit(List.of(half, half), 0, 0, false);
    AccessUnit doesNot = new AccessUnit(List.of(half, more), 0, 0, false);
    assertThat(Aggregation.of(VideoCodec.H264, fits).nals()).hasSize(1);
    assertThat(Aggregation.of(VideoCodec.H264, doesNot).nals()).hasSize(2);
  }

  private static AccessUnit unit(String nals) {
    List<ByteBuf> units =
        Stream.of(nals.split(" "))
            .map(nal -> Unpooled.wrappedBuffer(HexFormat.of().parseHex(nal)))
            .toList();
    return new AccessUnit(units, 0, 0, true);
  }

  private static List<String> hex(AccessUnit unit) {
    return unit.nals().stream().map(ByteBufUtil::hexDump).toList();
  }
}

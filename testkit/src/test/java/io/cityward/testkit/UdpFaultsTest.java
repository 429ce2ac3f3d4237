package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class UdpFaultsTest {

  private static final int PACKETS = 10_000;

  private final UdpNetwork network = new UdpNetwork();
  private final List<ByteBuf> sent = new ArrayList<>();

  @Test
  void letsEverythingThroughInOrderWithoutAFault() {
    List<Integer> arrived = passed(NetworkFault.NONE);
    assertThat(arrived).hasSize(PACKETS).isSorted();
    assertThat(network.figures()).isEqualTo(new NetworkFigures(PACKETS, 0, 0, 0));
  }

  @Test
  void losesTheShareItIsToldAndCountsIt() {
    List<Integer> arrived = passed(new NetworkFault(0.05, 0, 0, 1));
    assertThat(network.figures().lost()).isBetween(400L, 600L);
    assertThat(arrived).hasSize((int) (PACKETS - network.figures().lost())).isSorted();
  }

  @Test
  void holdsPacketsBackBehindAtMostFourOthers() {
    List<Integer> arrived = passed(new NetworkFault(0, 0.1, 0, 1));
    assertThat(network.figures().reordered()).isBetween(900L, 1100L);
    assertThat(arrived).doesNotHaveDuplicates();
    assertThat(arrived.size()).isGreaterThanOrEqualTo(PACKETS - 4);
    int late = 0;
    int newest = -1;
    for (int number : arrived) {
      late += number < newest ? 1 : 0;
      newest = Math.max(newest, number);
    }
    assertThat((long) late).isBetween(network.figures().reordered() - 4, (long) PACKETS / 8);
  }

  @Test
  void sendsSomePacketsTwiceInARow() {
    List<Integer> arrived = passed(new NetworkFault(0, 0, 0.1, 1));
    assertThat(network.figures().duplicated()).isBetween(900L, 1100L);
    assertThat(arrived).hasSize((int) (PACKETS + network.figures().duplicated())).isSorted();
    assertThat(new HashSet<>(arrived)).hasSize(PACKETS);
  }

  @Test
  void doesTheSameAgainWithTheSameSeed() {
    List<Integer> first = passed(new NetworkFault(0.1, 0.1, 0.1, 42));
    sent.clear();
    assertThat(passed(new NetworkFault(0.1, 0.1, 0.1, 42))).isEqualTo(first);
    sent.clear();
    assertThat(passed(new NetworkFault(0.1, 0.1, 0.1, 43))).isNotEqualTo(first);
  }

  @Test
  void releasesWhatItLosesAndWhatItHolds() {
    network.fault(new NetworkFault(0.3, 0.3, 0.3, 5));
    UdpFaults faults = new UdpFaults(network, ByteBuf::release);
    List<ByteBuf> packets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      packets.add(Unpooled.buffer(4).writeInt(i));
      faults.pass(packets.get(i));
    }
    faults.stop();
    assertThat(packets).allMatch(packet -> packet.refCnt() == 0);
  }

  @Test
  void saysWhichShareIsWrong() {
    assertThatThrownBy(() -> new NetworkFault(1.1, 0, 0, 0))
        .hasMessage("loss share: 1.1 (expected: 0 to 1)");
    assertThatThrownBy(() -> new NetworkFault(0, Double.NaN, 0, 0))
        .hasMessage("reorder share: NaN (expected: 0 to 1)");
    assertThatThrownBy(() -> new NetworkFault(0.5, 0.5, 0.5, 0))
        .hasMessageContaining("sum of loss, reorder and duplicate share: 1.5");
  }

  private List<Integer> passed(NetworkFault fault) {
    network.fault(fault);
    UdpFaults faults = new UdpFaults(network, sent::add);
    for (int i = 0; i < PACKETS; i++) {
      faults.pass(Unpooled.buffer(4).writeInt(i));
    }
    faults.stop();
    return Collections.unmodifiableList(sent.stream().map(p -> p.getInt(0)).toList());
  }
}

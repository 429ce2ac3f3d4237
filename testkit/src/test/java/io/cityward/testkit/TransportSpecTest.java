package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.testkit.TransportSpec.Interleaved;
import io.cityward.testkit.TransportSpec.Udp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSpecTest {

  @Test
  void readsWhatPlayersSend() {
    assertThat(TransportSpec.choose("RTP/AVP/TCP;unicast;interleaved=2-3"))
        .contains(new Interleaved(2, 3));
    assertThat(TransportSpec.choose("RTP/AVP/TCP;unicast")).contains(new Interleaved(0, 1));
    assertThat(TransportSpec.choose("RTP/AVP/UDP;unicast;client_port=5000-5001;mode=\"PLAY\""))
        .contains(new Udp(5000, 5001));
    assertThat(TransportSpec.choose("rtp/avp; unicast; client_port=5000"))
        .contains(new Udp(5000, 5001));
  }

  @Test
  void takesTheFirstOfferThatCanBeHad() {
    String offers =
        "RTP/SAVP;unicast;client_port=1-2,RTP/AVP;multicast;client_port=4-5,"
            + "RTP/AVP;unicast;client_port=5000-5001,RTP/AVP/TCP;interleaved=0-1";
    assertThat(TransportSpec.choose(offers)).contains(new Udp(5000, 5001));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";;;",
        "RTP/AVP",
        "RTP/AVP;unicast;client_port=0-1",
        "RTP/AVP;unicast;client_port=65535-65536",
        "RTP/AVP;unicast;client_port=65535",
        "RTP/AVP;unicast;client_port=5000-5000",
        "RTP/AVP;unicast;client_port=99999999999",
        "RTP/AVP/TCP;interleaved=255-256",
        "RTP/AVP/TCP;interleaved=a-b",
        "RTP/AVP;unicast;client_port=5000-5001;mode=record",
        "RTP/AVP/DCCP;client_port=5000-5001",
      })
  void refusesWhatCannotBe(String offer) {
    assertThat(TransportSpec.choose(offer)).isEmpty();
  }
}

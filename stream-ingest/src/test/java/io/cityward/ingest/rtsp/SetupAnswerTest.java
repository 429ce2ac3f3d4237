package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupAnswerTest {

  @ParameterizedTest
  @CsvSource({
    "RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=1, true, 4, 5",
    "RTP/AVP/TCP;interleaved=2, true, 2, 3",
    "rtp/avp/tcp;unicast;Interleaved = 0 - 1, true, 0, 1",
    "RTP/AVP/TCP;unicast, true, -1, -1",
    "RTP/AVP/TCP;interleaved=300-301, true, -1, -1",
    "RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001, false, 6000, 6001",
    "RTP/AVP/UDP;unicast;server_port=6000, false, 6000, 6001",
    "RTP/AVP;unicast;server_port=0-0, false, -1, -1",
    "RTP/AVP;unicast;server_port=99999-1, false, -1, -1",
    "'', false, -1, -1",
  })
  void readsHowTheCameraSends(String header, boolean interleaved, int first, int second) {
    assertThat(TransportAnswer.parse(header))
        .isEqualTo(new TransportAnswer(interleaved, first, second));
  }

  @ParameterizedTest
  @CsvSource({
    "4711, 4711, 60",
    "4711;timeout=30, 4711, 30",
    "'4711 ; Timeout = 90 ;x', 4711, 90",
    "4711;timeout=0, 4711, 60",
    "4711;timeout=999999999, 4711, 60",
    "4711;timeout=soon, 4711, 60",
    "'', '', 60",
  })
  void readsTheSession(String header, String id, int seconds) {
    assertThat(SessionAnswer.parse(header)).isEqualTo(new SessionAnswer(id, seconds));
  }
}

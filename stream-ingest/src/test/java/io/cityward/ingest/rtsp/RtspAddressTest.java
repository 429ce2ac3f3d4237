package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspAddressTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://cam/a, *, rtsp://cam/a",
    "rtsp://cam/a, '', rtsp://cam/a",
    "rtsp://cam/a, trackID=1, rtsp://cam/a/trackID=1",
    "rtsp://cam/a/, trackID=1, rtsp://cam/a/trackID=1",
    "rtsp://cam/a/, /trackID=1, rtsp://cam/a/trackID=1",
    "rtsp://cam/a?x=1&y=2, trackID=1, rtsp://cam/a?x=1&y=2/trackID=1",
    "rtsp://cam/a, rtsp://10.0.0.1/b/video, rtsp://10.0.0.1/b/video",
    "rtsp://cam/a, RTSP://u:p@10.0.0.1/b, RTSP://10.0.0.1/b",
  })
  void namesATrackAsCamerasExpect(String base, String control, String expected) {
    assertThat(RtspAddress.control(base, control)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://cam, rtsp://cam:554/",
    "rtsp://u:p@cam:8554/x?y=1, rtsp://cam:8554/x?y=1",
    "rtsps://[fe80::1]/x, rtsps://[fe80::1]:322/x",
    "/other, rtsp://here:554/other",
  })
  void followsWhereARedirectLeads(String location, String uri) {
    RtspAddress here = new RtspAddress(false, "here", 554, "/x");

    assertThat(here.resolve(location)).hasValueSatisfying(a -> assertThat(a.uri()).isEqualTo(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://cam/x", "rtsp://cam:99999/x", "rtsp:///x", "cam", "", "rtsp://a b"})
  void followsNothingElse(String location) {
    assertThat(new RtspAddress(false, "here", 554, "/x").resolve(location)).isEmpty();
  }

  @Test
  void aRequestNamesWhatIsWrongWithoutItsSecrets() {
    assertInvalid(() -> RtspRequest.of("a b", 554, "/"), "host: a b (expected: a name");
    assertInvalid(() -> RtspRequest.of("cam", 0, "/"), "port: 0 (expected: 1 to 65535)");
    assertInvalid(() -> RtspRequest.of("cam", 554, "/pass word"), "path: *** (expected: '/'");
    RtspRequest good = RtspRequest.of("cam", 554, "/?password=hidden");
    assertInvalid(() -> good.withLogin("u", "hid\r\nden"), "login: *** (expected: no control");
    assertInvalid(() -> good.withConnectTimeout(Duration.ZERO), "connect timeout: PT0S");
    assertInvalid(
        () -> good.withTls(RtspRequest.Tls.unverified()).withTransport(RtpTransport.UDP),
        "transport: UDP (expected: TCP or AUTO with TLS)");

    assertThat(good.withLogin("hidden", "hidden").toString()).doesNotContain("hidden");
  }

  private static void assertInvalid(Runnable request, String message) {
    assertThatThrownBy(request::run)
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContainingAny("hid", "pass word");
  }
}

package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.CityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUrlTest {

  @ParameterizedTest
  @CsvSource({
    "rtsp://10.0.0.7/Streaming/Channels/101, 10.0.0.7, 554, rtsp://10.0.0.7/Streaming/Channels/101",
    "rtsp://cam.city:8554/a?x=1&y=2, cam.city, 8554, rtsp://cam.city:8554/a?x=1&y=2",
    "RTSP://cam, cam, 554, rtsp://cam/",
    "rtsp://[fe80::1]:8554/x, [fe80::1], 8554, rtsp://[fe80::1]:8554/x",
    "rtsp://admin:secret@cam/x, cam, 554, rtsp://cam/x",
    "rtsp://admin:a@b@cam/x, cam, 554, rtsp://cam/x",
    "rtsps://cam/x, cam, 322, rtsps://cam/x",
    "rtmp://u:secret@cam/live/1?sign=2, cam, 1935, rtmp://cam/live/1?sign=2",
    "rtmps://cam:1443/live, cam, 1443, rtmps://cam:1443/live",
    "http://u:secret@cam/mjpg?token=secret, cam, 80, http://cam/mjpg?token=***",
    "https://cam/a.m3u8?auth=secret&x=1, cam, 443, https://cam/a.m3u8?auth=***&x=1",
    "file:///videos/street%201.mp4, '', 0, file:///videos/street%201.mp4",
    "rtsp://cam/u=admin&password=secret&ch=1, cam, 554, rtsp://cam/u=admin&password=***&ch=1",
  })
  void takesApartWhatCamerasUse(String text, String host, int port, String masked) {
    StreamUrl url = StreamUrl.parse(text);

    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.masked()).isEqualTo(masked);
    assertThat(url).hasToString(masked).isEqualTo(StreamUrl.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://admin:secret@cam/x, rtsp://admin:secret@cam:554/x",
    "rtsp://admin:p%40ss@cam/x, rtsp://admin:p%40ss@cam:554/x",
    "rtsp://admin:a@b@cam/x, rtsp://admin:a%40b@cam:554/x",
    "rtsp://admin@cam/x, rtsp://admin:@cam:554/x",
    "rtsp://admin:a+b@cam/x, rtsp://admin:a%2Bb@cam:554/x",
    "rtsp://cam/x, rtsp://cam:554/x",
  })
  void keepsTheCredentialsForFfmpegAlone(String text, String secret) {
    assertThat(StreamUrl.parse(text).secretText()).isEqualTo(secret);
  }

  @Test
  void takesCredentialsThatAreConfiguredApart() {
    StreamUrl url = StreamUrl.parse("rtsp://cam/x").withCredentials("市政", "p/s:s@");

    assertThat(url.secretText()).isEqualTo("rtsp://%E5%B8%82%E6%94%BF:p%2Fs%3As%40@cam:554/x");
    assertThat(url.masked()).isEqualTo("rtsp://cam/x");
    assertThat(url.hasCredentials()).isTrue();
  }

  @Test
  void hasNoCredentialsForAFile() {
    StreamUrl file = StreamUrl.parse("file:///videos/street.mp4");

    assertThat(file.secretText()).isEqualTo("file:/videos/street.mp4");
    assertThatThrownBy(() -> file.withCredentials("operator", "secret"))
        .isInstanceOf(CityException.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://admin:secret@cam/x",
        "file://admin:secret@cam/x",
        "rtsp://admin:secret@/x",
        "rtsp://admin:secret@cam:99999/x",
        "rtsp://admin:secret@cam:abc/x",
        "rtsp://admin:sec/ret@cam/x",
        "rtsp://admin:secret%zz@cam/x",
        "admin:secret@cam",
        "rtsp://admin:secret@cam/a b",
        "rtsp://admin:secret@cam/a\nb",
        "rtsp:/cam/token=secret",
      })
  void namesWhatIsWrongWithoutTheSecret(String text) {
    assertThatThrownBy(() -> StreamUrl.parse(text))
        .isInstanceOf(CityException.class)
        .hasMessageStartingWith("url: ")
        .hasMessageContaining("expected: ")
        .hasMessageNotContainingAny("secret", "sec", "ret@", "admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void refusesNothing(String text) {
    assertThatThrownBy(() -> StreamUrl.parse(text)).hasMessageContaining("expected: rtsp://");
    assertThatThrownBy(() -> StreamUrl.parse(null)).hasMessageContaining("url: nothing");
    assertThatThrownBy(() -> StreamUrl.parse("rtsp://cam/" + "x".repeat(3000)))
        .hasMessageContaining("3011 characters");
  }
}

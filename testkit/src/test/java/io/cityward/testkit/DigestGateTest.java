package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestGateTest {

  private static final Credentials ADMIN = new Credentials("admin", "s3cret");
  private static final String URI = "rtsp://127.0.0.1:8554/north";

  private final TestClock clock = TestClock.at("2026-11-23T08:00:00Z");
  private final DigestGate gate = new DigestGate(clock);

  @ParameterizedTest(name = "{0}, qop {1}")
  @CsvSource({"MD5, true", "MD5, false", "SHA-256, true", "SHA-256, false"})
  void letsInWhoKnowsThePassword(String algorithm, boolean quality) {
    String header =
        new DigestAnswer(algorithm, quality, ADMIN).header(challenge(), "DESCRIBE", URI);
    assertThatCode(() -> gate.check(request("DESCRIBE", header), ADMIN)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic YWRtaW46czNjcmV0", "Digest", "Digest username=\"admin\"", "Digest ,,,"})
  void asksAgainWhenTheHeaderIsNoAnswer(String header) {
    assertThat(refused(request("DESCRIBE", header))).contains("401").doesNotContain("stale");
  }

  @Test
  void keepsOutWrongNamesPasswordsMethodsAndUris() {
    String challenge = challenge();
    var right = new DigestAnswer("MD5", true, ADMIN);
    var wrongPassword = new DigestAnswer("MD5", true, new Credentials("admin", "S3cret"));
    var wrongName = new DigestAnswer("MD5", true, new Credentials("root", "s3cret"));
    assertThat(refused(request("PLAY", wrongPassword.header(challenge, "PLAY", URI))))
        .contains("401");
    assertThat(refused(request("PLAY", wrongName.header(challenge, "PLAY", URI)))).contains("401");
    assertThat(refused(request("PLAY", right.header(challenge, "DESCRIBE", URI)))).contains("401");
    assertThat(refused(request("PLAY", right.header(challenge, "PLAY", URI + "2"))))
        .contains("401");
  }

  @Test
  void keepsOutNoncesThatItDidNotMake() {
    String foreign = challengeOf(new DigestGate(clock));
    var answer = new DigestAnswer("MD5", true, ADMIN);
    assertThat(refused(request("PLAY", answer.header(foreign, "PLAY", URI))))
        .doesNotContain("stale");
    String made = challenge().replaceFirst("nonce=\"0", "nonce=\"f");
    assertThat(refused(request("PLAY", answer.header(made, "PLAY", URI)))).contains("401");
  }

  @Test
  void saysThatOnlyTheNonceIsOldWhenThePasswordIsRight() {
    String header = new DigestAnswer("MD5", true, ADMIN).header(challenge(), "PLAY", URI);
    clock.advance(DigestGate.NONCE_LIFE);
    assertThatCode(() -> gate.check(request("PLAY", header), ADMIN)).doesNotThrowAnyException();
    clock.advance(Duration.ofMillis(1));
    assertThat(refused(request("PLAY", header))).contains("stale=true");
  }

  @Test
  void offersSha256BeforeMd5AndNeverTellsThePassword() {
    assertThat(challenge()).containsSubsequence("SHA-256", "MD5").doesNotContain("s3cret");
    assertThat(ADMIN.toString()).doesNotContain("s3cret");
  }

  private String challenge() {
    return challengeOf(gate);
  }

  private static String challengeOf(DigestGate gate) {
    return gate.challenge(false).response().encode("1").toString(StandardCharsets.UTF_8);
  }

  private String refused(RtspRequest request) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> gate.check(request, ADMIN));
    return refusal.response().encode("1").toString(StandardCharsets.UTF_8);
  }

  private static RtspRequest request(String method, String authorization) {
    return new RtspRequest(method, URI, "RTSP/1.0", Map.of("Authorization", authorization), "");
  }
}

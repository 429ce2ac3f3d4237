package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.ingest.rtsp.Challenge.Scheme;
import io.cityward.ingest.rtsp.RtspRequest.Login;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {

  private static final String RFC_7616 =
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
          + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  })
  void answersAsRfc7616Does(String algorithm, String response) {
    Challenge challenge = strongest(RFC_7616.formatted(algorithm));
    String answer =
        challenge.answer(
            new Login("Mufasa", "Circle of Life"),
            "GET",
            "/dir/index.html",
            1,
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

    assertThat(answer)
        .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\"")
        .contains("response=\"" + response + "\"", "qop=auth, nc=00000001", "opaque=\"FQhe")
        .doesNotContain("Circle");
  }

  @Test
  void answersAsRfc2617Does() {
    String given = "Digest realm=\"testrealm@host.com\",qop=\"auth,auth-int\",nonce=\"%s\"";
    Challenge challenge = strongest(given.formatted("dcd98b7102dd2f0e8b11d0f600bfb0c093"));

    assertThat(
            challenge.answer(
                new Login("Mufasa", "Circle Of Life"), "GET", "/dir/index.html", 1, "0a4f113b"))
        .contains("response=\"6629fae49393a05397450978507c4ef1\"");
  }

  @Test
  void answersWithoutQualityAsOldCamerasWant() {
    Challenge challenge =
        strongest(
            "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"");

    assertThat(
            challenge.answer(
                new Login("Mufasa", "CircleOfLife"), "GET", "/dir/index.html", 1, "unused"))
        .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
        .doesNotContain("qop", "cnonce", "nc=");
  }

  @Test
  void joinsTheNoncesForASession() {
    Challenge challenge = strongest("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess");
    Challenge plain = strongest("Digest realm=\"r\", nonce=\"n\", algorithm=MD5");
    Login login = new Login("u", "p");

    // MD5(MD5(MD5(u:r:p):n:c):n:MD5(PLAY:x)), by md5sum.
    assertThat(challenge.answer(login, "PLAY", "x", 1, "c"))
        .contains("cnonce=\"c\"", "algorithm=MD5-sess", "8b0dac19477a4caf3bb593fb8dbf74d7")
        .isNotEqualTo(plain.answer(login, "PLAY", "x", 1, "c"));
  }

  @Test
  void answersBasic() {
    assertThat(
            strongest("Basic realm=\"cam\"")
                .answer(new Login("Aladdin", "open sesame"), "", "", 1, ""))
        .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void takesTheStrongestOfSeveral() {
    assertThat(
            Challenge.strongest(
                List.of(
                    "Basic realm=\"a, Digest\", Digest realm=\"b\", nonce=\"1\"",
                    "Digest realm=\"c\", nonce=\"2\", algorithm=SHA-256",
                    "Digest realm=\"d\", nonce=\"3\", algorithm=MD5")))
        .hasValueSatisfying(c -> assertThat(c.parameters()).containsEntry("realm", "c"));
    assertThat(strongest("Basic realm=\"a\", Digest realm=\"b\", nonce=\"1\"").scheme())
        .isEqualTo(Scheme.MD5);
  }

  @Test
  void passesOverWhatItCannotAnswer() {
    assertThat(
            Challenge.strongest(
                List.of(
                    "Negotiate",
                    "Digest realm=\"no nonce\"",
                    "Digest realm=\"a\", nonce=\"1\", qop=\"auth-int\"",
                    "Digest realm=\"a\", nonce=\"1\", algorithm=MD4",
                    "")))
        .isEmpty();
  }

  @Test
  void asksAgainOnlyIfTheNonceWasTooOld() throws RtspFailure {
    Authentication authentication = new Authentication(Optional.of(new Login("u", "p")));
    authentication.learn(refusal("nonce=\"1\""), false);
    assertThat(authentication.answer("PLAY", "x"))
        .hasValueSatisfying(s -> assertThat(s).contains("nonce=\"1\""));
    authentication.learn(refusal("nonce=\"2\", stale=TRUE"), true);
    assertThat(authentication.answer("PLAY", "x"))
        .hasValueSatisfying(s -> assertThat(s).contains("nonce=\"2\""));

    assertThatThrownBy(() -> authentication.learn(refusal("nonce=\"3\""), true))
        .hasMessage("refuses this user and password (401)");
  }

  private static RtspMessage refusal(String parameters) throws RtspFailure {
    return RtspMessage.parse(
            "RTSP/1.0 401 no\r\nWWW-Authenticate: Digest realm=\"r\", " + parameters)
        .orElseThrow();
  }

  private static Challenge strongest(String header) {
    return Challenge.strongest(List.of(header)).orElseThrow();
  }
}

package io.cityward.alerts.dispatch.cloudevents;

import static io.cityward.alerts.Findings.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.dispatch.http.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

  /** The example of standardwebhooks.com's libraries. */
  @Test
  void signsAsTheStandardsExample() {
    assertThat(
            Signature.headers(
                SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY))
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void believesWhatIsSignedAndFresh() {
    assertThat(Signature.refusal(SECRET, signed()::get, BODY, START.plusSeconds(299))).isEmpty();
  }

  @Test
  void believesOneOfSeveralSignaturesSoThatSecretsCanBeChanged() {
    Map<String, String> headers = signed();
    headers.compute("webhook-signature", (name, value) -> "v1,AAAA v2,x " + value);
    assertThat(Signature.refusal(SECRET, headers::get, BODY, START)).isEmpty();
  }

  @Test
  void refusesWhatIsReplayedLater() {
    assertThat(Signature.refusal(SECRET, signed()::get, BODY, START.plusSeconds(301)))
        .hasValueSatisfying(reason -> assertThat(reason).contains("301 s off"));
  }

  @Test
  void refusesAnotherBodyIdTimeOrSecret() {
    assertThat(Signature.refusal(SECRET, signed()::get, "{}".getBytes(UTF_8), START)).isPresent();
    assertThat(Signature.refusal(new Secret("x"), signed()::get, BODY, START)).isPresent();
    assertThat(Signature.refusal(SECRET, changed("webhook-id", "b")::get, BODY, START)).isPresent();
    assertThat(
            Signature.refusal(
                SECRET,
                changed("webhook-timestamp", "" + (START.getEpochSecond() + 1))::get,
                BODY,
                START))
        .isPresent();
    assertThat(Signature.refusal(SECRET, name -> null, BODY, START)).isPresent();
  }

  private static Map<String, String> changed(String name, String value) {
    Map<String, String> headers = signed();
    headers.put(name, value);
    return headers;
  }

  private static Map<String, String> signed() {
    return new HashMap<>(Signature.headers(SECRET, "a", START, BODY));
  }
}

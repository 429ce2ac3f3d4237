package io.cityward.alerts.dispatch.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.alerts.dispatch.http.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks messages as standardwebhooks.com has it: {@code webhook-signature} is {@code
 * v1,} and the Base64 of HMAC-SHA256 over {@code id.timestamp.body}. A secret that begins with
 * {@code whsec_} is Base64.
 */
public final class Signature {

  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  /** How far a message's time may be from ours. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String VERSION = "v1,";
  private static final String PREFIX = "whsec_";
  private static final int MOST_SIGNATURES = 10;

  private Signature() {}

  /** The headers that sign a body. */
  public static Map<String, String> headers(Secret secret, String id, Instant now, byte[] body) {
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, id);
    headers.put(TIMESTAMP, timestamp);
    headers.put(SIGNATURE, VERSION + of(secret, id, timestamp, body));
    return headers;
  }

  /**
   * Why a message is not believed; empty if it is signed with the secret and fresh.
   *
   * @param header a header's value by its name in lower case; null if absent
   */
  public static Optional<String> refusal(
      Secret secret, Function<String, String> header, byte[] body, Instant now) {
    String id = header.apply(ID);
    String timestamp = header.apply(TIMESTAMP);
    String signatures = header.apply(SIGNATURE);
    if (id == null || timestamp == null || signatures == null) {
      return Optional.of("not signed (expected: " + ID + ", " + TIMESTAMP + ", " + SIGNATURE + ")");
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return Optional.of(TIMESTAMP + ": no number (expected: seconds since 1970)");
    }
    Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    if (off.compareTo(TOLERANCE) > 0) {
      return Optional.of(
          TIMESTAMP + ": " + off.toSeconds() + " s off (expected: within " + TOLERANCE + ")");
    }
    byte[] expected = (VERSION + of(secret, id, timestamp, body)).getBytes(UTF_8);
    String[] given = signatures.split(" ", MOST_SIGNATURES);
    for (String signature : given) {
      if (MessageDigest.isEqual(expected, signature.getBytes(UTF_8))) {
        return Optional.empty();
      }
    }
    return Optional.of(SIGNATURE + ": wrong (expected: one made with this connector's secret)");
  }

  private static String of(Secret secret, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] key(Secret secret) {
    String text = secret.value();
    if (text.startsWith(PREFIX)) {
      try {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
      } catch (IllegalArgumentException e) {
        return text.getBytes(UTF_8);
      }
    }
    return text.getBytes(UTF_8);
  }
}

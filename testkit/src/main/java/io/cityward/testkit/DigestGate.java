package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digest authentication (RFC 7616, with MD5 as most cameras have it, and SHA-256; quality "auth" or
 * none). A nonce proves by itself when it was made, so that none are remembered; within its time it
 * may be used again, as RTSP clients do.
 */
final class DigestGate {

  static final Duration NONCE_LIFE = Duration.ofMinutes(5);

  private static final String REALM = "cityward";
  private static final Pattern PARAMETER =
      Pattern.compile("([a-z]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))", Pattern.CASE_INSENSITIVE);

  private final Clock clock;
  private final byte[] secret = new byte[32];

  DigestGate(Clock clock) {
    this.clock = clock;
    new SecureRandom().nextBytes(secret);
  }

  /** Returns if the request may pass. */
  void check(RtspRequest request, Credentials credentials) {
    String header = request.header("Authorization").orElse("");
    if (!header.regionMatches(true, 0, "Digest ", 0, 7)) {
      throw challenge(false);
    }
    Map<String, String> given = parameters(header.substring(7));
    String algorithm = given.getOrDefault("algorithm", "MD5");
    if (!algorithm.equals("MD5") && !algorithm.equals("SHA-256")) {
      throw challenge(false);
    }
    byte[] expected = response(request, credentials, given, algorithm).getBytes(UTF_8);
    byte[] actual = given.getOrDefault("response", "").getBytes(UTF_8);
    boolean right =
        MessageDigest.isEqual(expected, actual)
            && credentials.user().equals(given.get("username"))
            && request.uri().equals(given.get("uri"));
    String nonce = given.getOrDefault("nonce", "");
    if (!right || !ours(nonce)) {
      throw challenge(false);
    }
    if (expired(nonce)) {
      throw challenge(true);
    }
  }

  /** What an unauthorised client is told; {@code stale} if only its nonce is too old. */
  Refusal challenge(boolean stale) {
    String made = String.format("%016x", clock.millis());
    String rest =
        "realm=\""
            + REALM
            + "\", nonce=\""
            + made
            + sign(made)
            + "\", qop=\"auth\""
            + (stale ? ", stale=true" : "");
    // FFmpeg takes the last challenge and older ones know MD5 only; GStreamer takes the first it
    // can.
    return new Refusal(
        RtspStatus.UNAUTHORISED,
        RtspResponse.of(RtspStatus.UNAUTHORISED)
            .with("WWW-Authenticate", "Digest " + rest + ", algorithm=SHA-256")
            .with("WWW-Authenticate", "Digest " + rest + ", algorithm=MD5"));
  }

  private static String response(
      RtspRequest request, Credentials who, Map<String, String> given, String algorithm) {
    String a1 = hash(algorithm, who.user() + ":" + REALM + ":" + who.password());
    String a2 = hash(algorithm, request.method() + ":" + request.uri());
    String nonce = given.get("nonce");
    String quality = given.get("qop");
    String middle =
        quality == null
            ? nonce
            : nonce + ":" + given.get("nc") + ":" + given.get("cnonce") + ":" + quality;
    return hash(algorithm, a1 + ":" + middle + ":" + a2);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> found = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String value = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      found.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return found;
  }

  private boolean ours(String nonce) {
    return nonce.length() == 48
        && MessageDigest.isEqual(
            sign(nonce.substring(0, 16)).getBytes(UTF_8), nonce.substring(16).getBytes(UTF_8));
  }

  private boolean expired(String nonce) {
    long made = Long.parseLong(nonce.substring(0, 16), 16);
    return clock.millis() - made > NONCE_LIFE.toMillis();
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

package io.cityward.ingest.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.ingest.rtsp.RtspRequest.Login;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a camera wants its user to prove who it is: Digest (RFC 2617, RFC 7616) with quality "auth"
 * or none, or Basic (RFC 7617).
 */
record Challenge(Scheme scheme, String algorithm, Map<String, String> parameters) {

  /** From the weakest to the strongest. */
  enum Scheme {
    BASIC(""),
    MD5("MD5"),
    SHA_256("SHA-256"),
    SHA_512_256("SHA-512/256");

    private final String hash;

    Scheme(String hash) {
      this.hash = hash;
    }
  }

  private static final Pattern BEGIN = Pattern.compile("(?i)(?:^|,)\\s*(digest|basic)\\s+");
  private static final Pattern PARAMETER =
      Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

  /**
   * The strongest one that can be answered.
   *
   * @param headers the values of {@code WWW-Authenticate}, each with one or more challenges
   */
  static Optional<Challenge> strongest(List<String> headers) {
    List<Challenge> all = new ArrayList<>();
    for (String header : headers) {
      Matcher begin = BEGIN.matcher(header);
      boolean found = begin.find();
      while (found) {
        String scheme = begin.group(1);
        int start = begin.end();
        found = begin.find();
        int end = found ? begin.start() : header.length();
        of(scheme, header.substring(start, end)).ifPresent(all::add);
      }
    }
    return all.stream().max(Comparator.comparing(Challenge::scheme));
  }

  private static Optional<Challenge> of(String scheme, String text) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
      parameters.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    if (scheme.equalsIgnoreCase("basic")) {
      return Optional.of(new Challenge(Scheme.BASIC, "", parameters));
    }
    String algorithm = parameters.getOrDefault("algorithm", "MD5");
    return digest(algorithm)
        .filter(s -> parameters.containsKey("nonce") && answerable(parameters.get("qop")))
        .map(s -> new Challenge(s, algorithm, parameters));
  }

  private static Optional<Scheme> digest(String algorithm) {
    return switch (algorithm.toUpperCase(Locale.ROOT)) {
      case "MD5", "MD5-SESS" -> Optional.of(Scheme.MD5);
      case "SHA-256", "SHA-256-SESS" -> Optional.of(Scheme.SHA_256);
      case "SHA-512-256", "SHA-512-256-SESS" -> Optional.of(Scheme.SHA_512_256);
      default -> Optional.empty();
    };
  }

  private static boolean answerable(String qop) {
    return qop == null || qop.isBlank() || auth(qop);
  }

  private static boolean auth(String qop) {
    return Arrays.stream(qop.split(",")).anyMatch(q -> q.trim().equalsIgnoreCase("auth"));
  }

  /** Whether only the nonce was too old. */
  boolean stale() {
    return parameters.getOrDefault("stale", "").equalsIgnoreCase("true");
  }

  /**
   * The value of {@code Authorization}.
   *
   * @param count how often the nonce was used, with this time
   */
  String answer(Login login, String method, String uri, int count, String clientNonce) {
    if (scheme == Scheme.BASIC) {
      String both = login.user() + ":" + login.password();
      return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }
    String realm = parameters.getOrDefault("realm", "");
    String nonce = parameters.get("nonce");
    String qop = parameters.get("qop");
    boolean quality = qop != null && auth(qop);
    String times = String.format("%08x", count);
    String a1 = hash(login.user() + ":" + realm + ":" + login.password());
    boolean session = algorithm.toUpperCase(Locale.ROOT).endsWith("-SESS");
    if (session) {
      a1 = hash(a1 + ":" + nonce + ":" + clientNonce);
    }
    String middle = quality ? nonce + ":" + times + ":" + clientNonce + ":auth" : nonce;
    String response = hash(a1 + ":" + middle + ":" + hash(method + ":" + uri));
    StringBuilder text = new StringBuilder("Digest username=").append(quoted(login.user()));
    text.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
    text.append(", uri=").append(quoted(uri)).append(", response=").append(quoted(response));
    if (parameters.containsKey("algorithm")) {
      text.append(", algorithm=").append(algorithm);
    }
    if (quality) {
      text.append(", qop=auth, nc=").append(times);
    }
    if (quality || session) {
      text.append(", cnonce=").append(quoted(clientNonce));
    }
    if (parameters.containsKey("opaque")) {
      text.append(", opaque=").append(quoted(parameters.get("opaque")));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(scheme.hash);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + scheme.hash, e);
    }
  }
}

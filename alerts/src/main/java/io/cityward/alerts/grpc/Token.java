package io.cityward.alerts.grpc;

import io.cityward.core.CityException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opaque tokens: a place in a list or in the event log, and a hash of what was asked for, so that a
 * page token cannot be used with another filter.
 */
public final class Token {

  private static final Pattern FORM = Pattern.compile("([a-z]):([0-9]{1,18}):([0-9a-f]{1,8})");

  private Token() {}

  /** The token of what comes after a place in a list. */
  public static String page(long number, Object query) {
    return encode('p', number, query.hashCode());
  }

  static String resume(long seq) {
    return encode('r', seq, 0);
  }

  /** The place in a list; {@code query} must be what the token was made with. */
  static long page(String token, Object query) {
    return decode("page_token", token, 'p', query.hashCode(), "a token of a list with this filter");
  }

  static long resume(String token) {
    return decode("resume_token", token, 'r', 0, "a token that this server gave out");
  }

  private static String encode(char kind, long number, int hash) {
    String plain = kind + ":" + number + ":" + Integer.toHexString(hash);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  private static long decode(String name, String token, char kind, int hash, String expectation) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
      Matcher matcher = FORM.matcher(plain);
      if (matcher.matches()
          && matcher.group(1).charAt(0) == kind
          && matcher.group(3).equals(Integer.toHexString(hash))) {
        return Long.parseLong(matcher.group(2));
      }
    } catch (IllegalArgumentException e) {
      throw CityException.invalid(name, "not base64", expectation);
    }
    throw CityException.invalid(name, "another token", expectation);
  }
}

package io.cityward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's side of Digest authentication, written from RFC 7616, 3.4 and RFC 2069. */
record DigestAnswer(String algorithm, boolean quality, Credentials who) {

  String header(String challenges, String method, String uri) {
    String realm = find(challenges, "realm=\"([^\"]*)\"");
    String nonce = find(challenges, "nonce=\"([^\"]*)\"");
    String a1 = hash(who.user() + ":" + realm + ":" + who.password());
    String a2 = hash(method + ":" + uri);
    String response =
        quality
            ? hash(a1 + ":" + nonce + ":00000001:cafe:auth:" + a2)
            : hash(a1 + ":" + nonce + ":" + a2);
    return "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\""
            .formatted(who.user(), realm, nonce, uri, response)
        + (quality ? ", qop=auth, nc=00000001, cnonce=\"cafe\"" : "")
        + (algorithm.equals("MD5") ? "" : ", algorithm=" + algorithm);
  }

  private String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}

package io.cityward.alerts.dispatch.http;

import io.cityward.core.CityException;
import java.net.URI;
import java.net.URISyntaxException;

/** URLs of other systems as they are configured. */
public final class OutsideUrl {

  private static final String EXPECTED = "http://… or https://… with a host, no user and password";

  private OutsideUrl() {}

  /**
   * The URL of a text.
   *
   * @throws CityException INVALID
   */
  public static URI parse(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        throw CityException.invalid("url", masked(text), EXPECTED);
      }
      return uri;
    } catch (URISyntaxException e) {
      throw CityException.invalid("url", masked(text), EXPECTED);
    }
  }

  /** Without what stands before @ and after ?: tokens do not enter messages. */
  public static String masked(String text) {
    return text.replaceAll("//[^/@]*@", "//***@").replaceAll("\\?.*", "?***");
  }
}

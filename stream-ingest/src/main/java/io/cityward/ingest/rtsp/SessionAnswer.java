package io.cityward.ingest.rtsp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session's id and how many seconds it lives without a sign of life (RFC 2326, 12.37). */
record SessionAnswer(String id, int timeoutSeconds) {

  private static final int DEFAULT_SECONDS = 60;
  private static final int MOST_SECONDS = 600;
  private static final Pattern TIMEOUT = Pattern.compile("(?i);\\s*timeout\\s*=\\s*(\\d{1,9})");

  static SessionAnswer parse(String header) {
    int semicolon = header.indexOf(';');
    String id = (semicolon < 0 ? header : header.substring(0, semicolon)).trim();
    Matcher matcher = TIMEOUT.matcher(header);
    int seconds = matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_SECONDS;
    // Zero is told by cameras that never end a session.
    boolean plausible = seconds >= 1 && seconds <= MOST_SECONDS;
    return new SessionAnswer(id, plausible ? seconds : DEFAULT_SECONDS);
  }
}

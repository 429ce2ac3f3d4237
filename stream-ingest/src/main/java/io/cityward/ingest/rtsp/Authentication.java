package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.ingest.rtsp.RtspRequest.Login;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Answers a camera's challenge, from the first one on with each request. Basic is answered only
 * where nothing better is offered: old cameras know nothing else.
 */
final class Authentication {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Optional<Login> login;
  private Challenge challenge;
  private int count;
  private String clientNonce = "";

  Authentication(Optional<Login> login) {
    this.login = login;
  }

  /** Has a challenge been answered, whether or not the camera liked it? */
  synchronized boolean challenged() {
    return challenge != null;
  }

  /**
   * Takes a 401.
   *
   * @param refused whether the request had an answer to the last challenge in it
   * @throws RtspFailure if asking again is of no use
   */
  synchronized void learn(RtspMessage response, boolean refused) throws RtspFailure {
    Optional<Challenge> offered = Challenge.strongest(response.all("WWW-Authenticate"));
    if (login.isEmpty()) {
      throw new RtspFailure(Kind.UNAUTHORISED, "asks for a password (401)");
    }
    if (offered.isEmpty()) {
      throw new RtspFailure(Kind.UNAUTHORISED, "asks for a kind of login not known here (401)");
    }
    boolean renewed = offered.get().stale();
    if (refused && !renewed) {
      throw new RtspFailure(Kind.UNAUTHORISED, "refuses this user and password (401)");
    }
    take(offered.get());
  }

  /**
   * Takes a 401 while the camera plays, where it is no reason to stop.
   *
   * @return whether asking again is of use
   */
  synchronized boolean renew(RtspMessage response) {
    Optional<Challenge> offered = Challenge.strongest(response.all("WWW-Authenticate"));
    boolean other = offered.isPresent() && !offered.equals(Optional.ofNullable(challenge));
    if (login.isEmpty() || !other) {
      return false;
    }
    boolean first = challenge == null || offered.get().stale();
    take(offered.get());
    return first;
  }

  private void take(Challenge offered) {
    challenge = offered;
    count = 0;
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    clientNonce = HexFormat.of().formatHex(random);
  }

  /** The value of {@code Authorization}; empty before the first challenge. */
  synchronized Optional<String> answer(String method, String uri) {
    if (challenge == null || login.isEmpty()) {
      return Optional.empty();
    }
    count++;
    return Optional.of(challenge.answer(login.get(), method, uri, count, clientNonce));
  }
}

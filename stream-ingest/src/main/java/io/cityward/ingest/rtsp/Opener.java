package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.util.Optional;

/**
 * Gets a camera to play, over as many connections as it takes: where it redirects, and where it
 * hangs up after it has asked for a login. Owner thread.
 */
final class Opener {

  private static final int MOST_REDIRECTS = 3;

  private final RtspRequest request;
  private final Deadline deadline;
  private RtspAddress address;
  private Authentication authentication;
  private int redirects;
  private boolean hungUp;

  Opener(RtspRequest request, Deadline deadline) {
    this.request = request;
    this.deadline = deadline;
    this.address = request.address();
    this.authentication = new Authentication(request.login());
  }

  Playing open() throws RtspFailure {
    while (true) {
      Line line = Dialer.connect(address, tls(), deadline);
      try {
        Optional<Playing> playing = tryOn(line);
        if (playing.isPresent()) {
          return playing.get();
        }
      } catch (RtspFailure e) {
        if (e.kind() != Kind.CLOSED || hungUp || !authentication.challenged()) {
          line.close();
          throw e;
        }
        hungUp = true;
      }
      line.close();
    }
  }

  /**
   * @return empty if the camera sends us elsewhere
   */
  private Optional<Playing> tryOn(Line line) throws RtspFailure {
    Conversation conversation = new Conversation(line, deadline, authentication);
    Handshake handshake = new Handshake(address, request.transport(), conversation, deadline);
    RtspMessage described = handshake.describe();
    if (described.success()) {
      return Optional.of(handshake.play(described));
    }
    redirect(described);
    return Optional.empty();
  }

  private void redirect(RtspMessage answer) throws RtspFailure {
    redirects++;
    if (redirects > MOST_REDIRECTS) {
      throw RtspFailure.protocol("redirects more than " + MOST_REDIRECTS + " times");
    }
    RtspAddress next =
        answer
            .header("Location")
            .flatMap(address::resolve)
            .orElseThrow(
                () -> RtspFailure.protocol("redirects (" + answer.status() + ") to no address"));
    if (address.tls() && !next.tls()) {
      throw RtspFailure.protocol("redirects from an encrypted to a plain connection");
    }
    if (!next.sameHost(address)) {
      // Another host is none of those that the password was meant for.
      authentication = new Authentication(Optional.empty());
    }
    address = next;
  }

  /** A redirect may lead from plain to encrypted; then the JDK decides whom to trust. */
  private Optional<RtspRequest.Tls> tls() {
    return address.tls()
        ? Optional.of(request.tls().orElseGet(RtspRequest.Tls::trusted))
        : Optional.empty();
  }
}

package io.cityward.app.pipeline;

import io.cityward.ingest.CameraSession;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.SourceState.Kind;
import io.cityward.ingest.StreamUrl;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * One stream of a camera over all its connections: a session while it is watched, none between the
 * visits of a patrol. Its counters go on from session to session.
 */
final class StreamWatch implements CameraSession.Listener {

  /** What is made of the stream; called on the session's thread. */
  interface Reader {
    void onState(SourceState state);

    /** Lent for the call. */
    void onFrame(Frame borrowed);
  }

  private final StreamPlan.Planned planned;
  private final Function<StreamWatch, CameraSession> sessions;
  private final Clock clock;
  private volatile Reader reader;
  private volatile DecodePolicy policy;
  private volatile SourceState resting;
  private volatile Optional<CameraSession> session = Optional.empty();
  private volatile Instant firstPicture;

  /** Of the sessions that are over. */
  private CameraFigures before = CameraFigures.NONE;

  /** One that is being closed, which may take seconds and holds no lock meanwhile. */
  private Optional<CameraSession> leaving = Optional.empty();

  /**
   * @param sessions makes a session that tells this watch, with its {@link #policy}
   */
  StreamWatch(
      StreamPlan.Planned planned, Function<StreamWatch, CameraSession> sessions, Clock clock) {
    this.planned = planned;
    this.sessions = sessions;
    this.clock = clock;
    this.policy = planned.policy();
    this.resting = new SourceState(Kind.STOPPED, "not started", clock.instant());
  }

  /** Whether another plan wants the same connection. */
  boolean serves(StreamPlan.Planned other) {
    return planned.role() == other.role()
        && planned.url().equals(other.url())
        && planned.transport().equals(other.transport());
  }

  /** From now on another reader and another policy, over the same connection. */
  void read(Reader changed, DecodePolicy wanted) {
    reader = changed;
    policy = wanted;
    session.ifPresent(one -> one.setPolicy(wanted));
  }

  synchronized void open() {
    if (session.isEmpty()) {
      firstPicture = null;
      CameraSession opened = sessions.apply(this);
      session = Optional.of(opened);
      opened.start();
    }
  }

  /** Takes up to some seconds where a camera hangs. One caller at a time. */
  void close(String why) {
    resting = new SourceState(Kind.STOPPED, why, clock.instant());
    Optional<CameraSession> over = leave();
    over.ifPresent(CameraSession::close);
    left();
    reader.onState(resting);
  }

  private synchronized Optional<CameraSession> leave() {
    leaving = session;
    session = Optional.empty();
    return leaving;
  }

  private synchronized void left() {
    leaving.ifPresent(over -> before = before.plus(CameraFigures.of(over.figures())));
    leaving = Optional.empty();
  }

  @Override
  public void onState(SourceState state) {
    if (state.kind() != Kind.STOPPED) {
      reader.onState(state);
    }
  }

  @Override
  public void onFrame(Frame borrowed) {
    if (firstPicture == null) {
      firstPicture = clock.instant();
    }
    reader.onFrame(borrowed);
  }

  StreamRole role() {
    return planned.role();
  }

  StreamUrl url() {
    return planned.url();
  }

  DecodePolicy policy() {
    return policy;
  }

  SourceState state() {
    return session.map(CameraSession::state).orElse(resting);
  }

  Optional<CameraSession> session() {
    return session;
  }

  Optional<PacketRing> ring() {
    return session.map(CameraSession::ring);
  }

  /** Of the present session. */
  Optional<Instant> pictureSince() {
    return Optional.ofNullable(firstPicture);
  }

  synchronized CameraFigures figures() {
    return session
        .or(() -> leaving)
        .map(open -> before.plus(CameraFigures.of(open.figures())))
        .orElse(before);
  }
}

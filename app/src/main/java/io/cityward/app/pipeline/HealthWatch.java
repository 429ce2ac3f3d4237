package io.cityward.app.pipeline;

import io.cityward.app.config.EventCodes;
import io.cityward.app.config.PipelineConfig;
import io.cityward.core.Box;
import io.cityward.ingest.Frame;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.SourceState.Kind;
import io.cityward.scenes.Finding;
import io.cityward.scenes.health.CameraHealth;
import io.cityward.scenes.health.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;

/**
 * Whether a camera can be relied on: looks at a picture every few seconds, and at how long the
 * camera has been gone. What is wrong is a finding like a scene's, so that an operator gets an
 * alert, and somebody an order to mend it.
 */
final class HealthWatch {

  /** The scene that these findings are of. */
  static final String SCENE = EventCodes.CAMERA_HEALTH;

  static final String NO_SIGNAL = "no-signal";

  private static final Box WHOLE = new Box(0, 0, 1, 1);
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final PipelineConfig settings;
  private final CameraHealth health;
  private final BiConsumer<Finding, Frame> findings;
  private final Set<String> wrong = new ConcurrentSkipListSet<>();

  /** For the session's thread. */
  private Instant lastLook = Instant.MIN;

  // Whether a signal is missing is guarded by this.
  private Instant goneSince;
  private Instant told;
  private String reason = "";

  /**
   * @param findings takes what is wrong; the frame is lent, and null where there is none
   */
  HealthWatch(PipelineConfig settings, BiConsumer<Finding, Frame> findings) {
    this.settings = settings;
    this.health = new CameraHealth(settings.health());
    this.findings = findings;
  }

  /** What is wrong now. */
  Set<String> wrong() {
    return new TreeSet<>(wrong);
  }

  /**
   * The session's thread.
   *
   * @param turns whether the camera shows other views on purpose
   */
  void onFrame(Frame frame, boolean turns) {
    Instant now = frame.arrivedAt();
    signal(now, "pictures come again");
    if (settings.health().enabled() && !turns && !now.isBefore(lastLook.plus(STEP))) {
      lastLook = now;
      health.look(now, frame, frame.damaged()).forEach(one -> tell(one, frame));
    }
  }

  /** A camera that is tried and gives no picture is on its way to be missed. */
  synchronized void onState(SourceState state) {
    if (state.kind() != Kind.LIVE && state.kind() != Kind.STOPPED) {
      goneSince = goneSince == null ? state.since() : goneSince;
      reason = state.reason();
    }
  }

  /** Asked now and then, by whichever thread, whether the camera is missed for too long. */
  synchronized void check(Instant now) {
    if (goneSince == null || !settings.health().enabled()) {
      return;
    }
    Instant due = goneSince.plus(settings.noSignal());
    boolean repeat = told != null && now.isBefore(told.plus(REPEAT));
    if (!now.isBefore(due) && !repeat) {
      Finding.Phase phase = told == null ? Finding.Phase.BEGUN : Finding.Phase.ONGOING;
      told = now;
      wrong.add(NO_SIGNAL);
      findings.accept(finding(NO_SIGNAL, phase, goneSince, due, now, reason), null);
    }
  }

  /** Nobody misses it: it gives pictures, or shall give none. */
  synchronized void signal(Instant now, String why) {
    if (told != null) {
      wrong.remove(NO_SIGNAL);
      Instant due = goneSince.plus(settings.noSignal());
      findings.accept(finding(NO_SIGNAL, Finding.Phase.ENDED, goneSince, due, now, why), null);
    }
    told = null;
    goneSince = null;
  }

  private void tell(Health one, Frame frame) {
    String condition = one.condition().toString();
    Instant due = one.since().plus(settings.health().patience(one.condition()));
    if (one.phase() == Finding.Phase.ENDED) {
      wrong.remove(condition);
    } else {
      wrong.add(condition);
    }
    findings.accept(
        finding(condition, one.phase(), one.since(), due, one.seen(), one.reason()), frame);
  }

  private static Finding finding(
      String condition,
      Finding.Phase phase,
      Instant since,
      Instant due,
      Instant seen,
      String reason) {
    String track = condition + "-" + since.toEpochMilli();
    return new Finding(SCENE, condition, track, phase, since, due, seen, WHOLE, 1, reason);
  }
}

package io.cityward.app.pipeline;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.inference.pack.ModelPack;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.SourceState.Kind;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Zone;
import io.cityward.scenes.preset.Preset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * One camera: its streams, and what is made of their pictures. It begins with nothing connected;
 * {@link #open} connects, {@link #close} disconnects and keeps what the scenes remember, so that a
 * patrol can come back.
 */
final class CameraPipeline implements Visited, FindingSource {

  /** After a clip's end; packets on their way shall be in it. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Workshop workshop;
  private final Clock clock;
  private final HealthWatch health;

  // Replaced as a whole, by one change at a time: sessions tell their states from threads that
  // a change may be waiting for, and must find no lock here.
  private volatile Map<StreamRole, StreamWatch> streams = Map.of();
  private volatile Map<Branch.Key, Analysis> analyses = Map.of();
  private volatile Map<StreamRole, MotionWatch> motions = Map.of();
  private volatile TaskPlan plan;
  private volatile CameraFigures retired = CameraFigures.NONE;
  private volatile CameraConfig config;
  private volatile boolean open;
  private boolean ended;
  private volatile Instant neededUntil = Instant.MIN;
  private volatile Optional<Instant> nextVisit = Optional.empty();

  CameraPipeline(CameraConfig config, Workshop workshop, Clock clock) {
    this.config = config;
    this.workshop = workshop;
    this.clock = clock;
    this.health =
        new HealthWatch(
            workshop.settings(), (finding, frame) -> found(finding, Optional.empty(), frame));
    change(config);
  }

  /**
   * Takes another configuration; streams whose source stays are not connected anew, and scenes
   * whose settings stay keep their memory.
   */
  final synchronized void change(CameraConfig changed) {
    config = changed;
    follow(workshop.plan(changed));
  }

  /**
   * Takes up the tasks whose hour has come, lets go of those whose hour is over, and follows
   * algorithms from version to version.
   *
   * @return whether anything changed
   */
  synchronized boolean replan() {
    if (ended) {
      // Who goes through all cameras may come to one that was taken away meanwhile.
      return false;
    }
    TaskPlan now = workshop.plan(config);
    boolean changes = !now.equals(plan);
    if (changes) {
      follow(now);
    }
    return changes;
  }

  private void follow(TaskPlan wanted) {
    Map<Branch.Key, Analysis> readers = new LinkedHashMap<>();
    for (Branch branch : wanted.branches()) {
      readers.put(branch.key(), analysis(branch));
    }
    Map<StreamRole, MotionWatch> lookers = new EnumMap<>(StreamRole.class);
    for (MotionPlan motion : wanted.motions()) {
      lookers.put(motion.role(), motion(motion));
    }
    Map<StreamRole, StreamWatch> watches = new EnumMap<>(StreamRole.class);
    for (StreamPlan.Planned planned : wanted.streams().streams()) {
      StreamWatch watch =
          Optional.ofNullable(streams.get(planned.role()))
              .filter(present -> present.serves(planned))
              .orElseGet(() -> watch(config, planned));
      List<Analysis> ofStream =
          readers.entrySet().stream()
              .filter(reader -> reader.getKey().role() == planned.role())
              .map(Map.Entry::getValue)
              .toList();
      Optional<MotionWatch> looker = Optional.ofNullable(lookers.get(planned.role()));
      watch.read(new Reading(config, planned.role(), ofStream, looker), planned.policy());
      watches.put(planned.role(), watch);
    }
    tellShadows(plan == null ? List.of() : plan.branches(), wanted.branches());
    plan = wanted;
    adopt(watches, readers, lookers);
  }

  private void tellShadows(List<Branch> before, List<Branch> now) {
    Map<ModelPack, Set<String>> gone = shadows(before);
    shadows(now)
        .forEach(
            (version, scenes) -> {
              if (!scenes.equals(gone.remove(version))) {
                workshop.shadows().watching(config.id(), version, scenes);
              }
            });
    gone.keySet().forEach(version -> workshop.shadows().notWatching(config.id(), version));
  }

  private static Map<ModelPack, Set<String>> shadows(List<Branch> branches) {
    Map<ModelPack, Set<String>> scenes = new HashMap<>();
    for (Branch branch : branches) {
      if (branch.key().shadow()) {
        Set<String> of = scenes.computeIfAbsent(branch.pack(), pack -> new HashSet<>());
        branch.scenes().forEach(scene -> of.add(scene.scene()));
      }
    }
    return scenes;
  }

  private Analysis analysis(Branch branch) {
    Optional<Analysis> present =
        Optional.ofNullable(analyses.get(branch.key()))
            .filter(analysis -> analysis.serves(config, branch));
    present.ifPresent(analysis -> analysis.follow(branch));
    return present.orElseGet(
        () ->
            workshop.analysis(
                config,
                branch,
                sureOnes(
                    branch.key().shadow()
                        ? (finding, frame) ->
                            workshop.shadows().found(config.id(), branch.pack(), finding)
                        : (finding, frame) -> found(finding, foundBy(branch), frame),
                    branch.key().shadow() ? () -> {} : workshop.desk()::heldBack)));
  }

  /**
   * Passes on what its scene is sure enough of. A shadow is held to the same, or it would be
   * compared with what is not told.
   */
  private BiConsumer<Finding, Frame> sureOnes(BiConsumer<Finding, Frame> told, Runnable heldBack) {
    ScoreGate gate = new ScoreGate(heldBack);
    return (finding, frame) ->
        gate.pass(finding, leastScore(finding)).ifPresent(sure -> told.accept(sure, frame));
  }

  private double leastScore(Finding finding) {
    return config.task(finding.scene()).map(Task::leastAlertScore).orElse(0.0);
  }

  private MotionWatch motion(MotionPlan wanted) {
    return Optional.ofNullable(motions.get(wanted.role()))
        .filter(present -> present.serves(config, wanted))
        .orElseGet(
            () ->
                workshop.motion(
                    config,
                    wanted,
                    sureOnes(
                        (finding, frame) -> found(finding, Optional.empty(), frame),
                        workshop.desk()::heldBack)));
  }

  private StreamWatch watch(CameraConfig camera, StreamPlan.Planned planned) {
    return new StreamWatch(planned, stream -> workshop.session(camera, stream), clock);
  }

  private void adopt(
      Map<StreamRole, StreamWatch> watches,
      Map<Branch.Key, Analysis> readers,
      Map<StreamRole, MotionWatch> lookers) {
    List<StreamWatch> goneStreams = new ArrayList<>(streams.values());
    goneStreams.removeAll(watches.values());
    List<Analysis> goneReaders = new ArrayList<>(analyses.values());
    goneReaders.removeAll(readers.values());
    List<MotionWatch> goneLookers = new ArrayList<>(motions.values());
    goneLookers.removeAll(lookers.values());
    if (!goneStreams.isEmpty()) {
      workshop.desk().cutNow(this);
    }
    streams = Map.copyOf(watches);
    analyses = Map.copyOf(readers);
    motions = Map.copyOf(lookers);
    for (StreamWatch watch : goneStreams) {
      watch.close("no longer wanted");
      retired = retired.plus(watch.figures());
    }
    for (Analysis analysis : goneReaders) {
      analysis.close();
      retired = retired.plus(analysis.figures());
    }
    for (MotionWatch motion : goneLookers) {
      motion.close();
      retired = retired.plus(motion.figures());
    }
    if (open) {
      watches.values().forEach(StreamWatch::open);
    }
  }

  /** What becomes of one stream's states and frames. */
  private final class Reading implements StreamWatch.Reader {
    private final List<Analysis> analyses;
    private final Optional<MotionWatch> motion;
    private final boolean watchesHealth;
    private final boolean turns;

    private Reading(
        CameraConfig camera,
        StreamRole role,
        List<Analysis> analyses,
        Optional<MotionWatch> motion) {
      this.analyses = analyses;
      this.motion = motion;
      this.watchesHealth = role == StreamRole.SUB || camera.subUrl().isEmpty();
      this.turns = !camera.presets().isEmpty();
    }

    @Override
    public void onState(SourceState state) {
      if (watchesHealth) {
        health.onState(state);
      }
      workshop.changed(CameraPipeline.this);
    }

    @Override
    public void onFrame(Frame borrowed) {
      if (watchesHealth) {
        health.onFrame(borrowed, turns);
      }
      analyses.forEach(analysis -> analysis.offer(borrowed));
      motion.ifPresent(looker -> looker.offer(borrowed));
    }
  }

  /** The version that looks for a branch now. */
  private Optional<VersionId> foundBy(Branch asked) {
    ModelPack pack =
        Optional.ofNullable(analyses.get(asked.key())).map(Analysis::pack).orElse(asked.pack());
    return Optional.of(new VersionId(pack.name(), pack.version()));
  }

  private void found(Finding finding, Optional<VersionId> foundBy, Frame frame) {
    if (finding.phase() == Finding.Phase.BEGUN) {
      neededUntil = finding.seen().plus(workshop.evidence().postRoll()).plus(GRACE);
    }
    workshop.desk().accept(this, finding, foundBy, frame);
  }

  @Override
  public String id() {
    return config.id().value();
  }

  @Override
  public synchronized void open() {
    if (ended) {
      return;
    }
    open = true;
    nextVisit = Optional.empty();
    streams.values().forEach(StreamWatch::open);
  }

  @Override
  public Optional<Instant> pictureSince() {
    return analysed().pictureSince();
  }

  @Override
  public Instant neededUntil() {
    return neededUntil;
  }

  @Override
  public void close() {
    workshop.later(() -> disconnect("is on patrol, not visited now"));
  }

  @Override
  public void nextVisit(Instant at) {
    nextVisit = Optional.of(at);
    workshop.changed(this);
  }

  /** Tells if it has been without a picture for too long. */
  void checkSignal() {
    health.check(clock.instant());
  }

  /** Nothing is expected of it any more. Takes up to some seconds where a camera hangs. */
  void close(String why) {
    disconnect(why);
    health.signal(clock.instant(), why);
  }

  private synchronized void disconnect(String why) {
    open = false;
    workshop.desk().cutNow(this);
    streams.values().forEach(watch -> watch.close(why));
  }

  /** Closes for good. */
  synchronized void end(String why) {
    ended = true;
    close(why);
    tellShadows(plan.branches(), List.of());
    analyses.values().forEach(Analysis::close);
    motions.values().forEach(MotionWatch::close);
  }

  @Override
  public CameraConfig config() {
    return config;
  }

  Optional<StreamWatch> stream(StreamRole role) {
    return Optional.ofNullable(streams.get(role));
  }

  private StreamWatch analysed() {
    Map<StreamRole, StreamWatch> now = streams;
    return now.getOrDefault(StreamRole.SUB, now.get(StreamRole.MAIN));
  }

  @Override
  public Optional<PacketRing> evidence() {
    return stream(StreamRole.MAIN).flatMap(StreamWatch::ring);
  }

  /** Of the main stream, where analysis saw the sub stream. */
  @Override
  public Frame evidencePicture(Frame analysed) {
    return stream(StreamRole.SUB)
        .flatMap(sub -> evidence())
        .flatMap(ring -> ring.keyFrameNear(analysed.arrivedAt()))
        .orElseGet(analysed::retain);
  }

  /** The zones of the view that it shows now. */
  List<Zone> zonesShown() {
    String preset = shown().orElse("");
    return config.presets().stream()
        .filter(one -> one.id().equals(preset))
        .findFirst()
        .map(Preset::zones)
        .orElse(config.zones());
  }

  private Optional<String> shown() {
    return Stream.concat(
            analyses.values().stream().map(Analysis::shown),
            motions.values().stream().map(MotionWatch::shown))
        .filter(s -> !s.isEmpty())
        .findFirst();
  }

  CameraView view() {
    StreamWatch main = streams.get(StreamRole.MAIN);
    Optional<StreamWatch> sub = stream(StreamRole.SUB);
    Optional<CameraSession> session = analysed().session();
    return new CameraView(
        config,
        main.state(),
        main.session().flatMap(CameraSession::info),
        sub.map(s -> new CameraView.Sub(s.state(), s.session().flatMap(CameraSession::info))),
        session.flatMap(CameraSession::decoding),
        session.flatMap(CameraSession::cameraClock),
        health.wrong(),
        shown(),
        main.state().kind() == Kind.STOPPED ? nextVisit : Optional.empty(),
        session.flatMap(s -> s.figures().gop()).map(gop -> gop.toMillis() / 1000.0).orElse(0.0),
        evidence().map(PacketRing::bytes).orElse(0L),
        plan.states(),
        figures());
  }

  private CameraFigures figures() {
    CameraFigures sum = retired;
    for (StreamWatch watch : streams.values()) {
      sum = sum.plus(watch.figures());
    }
    for (Analysis analysis : analyses.values()) {
      sum = sum.plus(analysis.figures());
    }
    for (MotionWatch motion : motions.values()) {
      sum = sum.plus(motion.figures());
    }
    return sum;
  }
}

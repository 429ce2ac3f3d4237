package io.cityward.app.pipeline;

import io.cityward.app.config.CameraConfig;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private volatile Map<StreamRole, Analysis> analyses = Map.of();
  private volatile CameraFigures retired = CameraFigures.NONE;
  private volatile CameraConfig config;
  private volatile boolean open;
  private volatile Instant neededUntil = Instant.MIN;
  private volatile Optional<Instant> nextVisit = Optional.empty();

  CameraPipeline(CameraConfig config, Workshop workshop, Clock clock) {
    this.config = config;
    this.workshop = workshop;
    this.clock = clock;
    this.health = new HealthWatch(workshop.settings(), this::found);
    change(config);
  }

  /**
   * Takes another configuration; streams whose source stays are not connected anew, and scenes
   * whose settings stay keep their memory.
   */
  final synchronized void change(CameraConfig changed) {
    config = changed;
    Map<StreamRole, StreamWatch> watches = new EnumMap<>(StreamRole.class);
    Map<StreamRole, Analysis> readers = new EnumMap<>(StreamRole.class);
    for (StreamPlan.Planned planned : StreamPlan.of(changed).streams()) {
      StreamWatch watch =
          Optional.ofNullable(streams.get(planned.role()))
              .filter(present -> present.serves(planned))
              .orElseGet(() -> watch(changed, planned));
      Analysis analysis =
          Optional.ofNullable(analyses.get(planned.role()))
              .filter(present -> present.serves(changed, planned.scenes()))
              .orElseGet(() -> workshop.analysis(changed, planned, this::found));
      watch.read(new Reading(changed, planned.role(), analysis), planned.policy());
      watches.put(planned.role(), watch);
      readers.put(planned.role(), analysis);
    }
    adopt(watches, readers);
  }

  private StreamWatch watch(CameraConfig camera, StreamPlan.Planned planned) {
    return new StreamWatch(planned, stream -> workshop.session(camera, stream), clock);
  }

  private void adopt(Map<StreamRole, StreamWatch> watches, Map<StreamRole, Analysis> readers) {
    List<StreamWatch> goneStreams = new ArrayList<>(streams.values());
    goneStreams.removeAll(watches.values());
    List<Analysis> goneReaders = new ArrayList<>(analyses.values());
    goneReaders.removeAll(readers.values());
    if (!goneStreams.isEmpty()) {
      workshop.desk().cutNow(this);
    }
    streams = Map.copyOf(watches);
    analyses = Map.copyOf(readers);
    for (StreamWatch watch : goneStreams) {
      watch.close("no longer wanted");
      retired = retired.plus(watch.figures());
    }
    for (Analysis analysis : goneReaders) {
      analysis.close();
      retired = retired.plus(analysis.figures());
    }
    if (open) {
      watches.values().forEach(StreamWatch::open);
    }
  }

  /** What becomes of one stream's states and frames. */
  private final class Reading implements StreamWatch.Reader {
    private final Analysis analysis;
    private final boolean watchesHealth;
    private final boolean turns;

    private Reading(CameraConfig camera, StreamRole role, Analysis analysis) {
      this.analysis = analysis;
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
      analysis.offer(borrowed);
    }
  }

  private void found(Finding finding, Frame frame) {
    if (finding.phase() == Finding.Phase.BEGUN) {
      neededUntil = finding.seen().plus(workshop.evidence().postRoll()).plus(GRACE);
    }
    workshop.desk().accept(this, finding, frame);
  }

  @Override
  public String id() {
    return config.id().value();
  }

  @Override
  public synchronized void open() {
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
    close(why);
    analyses.values().forEach(Analysis::close);
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
    return analyses.values().stream().map(Analysis::shown).filter(s -> !s.isEmpty()).findFirst();
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
    return sum;
  }
}

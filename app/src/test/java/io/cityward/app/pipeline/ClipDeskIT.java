package io.cityward.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.app.config.EvidenceConfig;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.PacketRing;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.StreamUrl;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipDeskIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final CameraId KERB = new CameraId("kerb");

  @TempDir private Path folder;
  private final AtomicInteger pictures = new AtomicInteger();
  private RtspServer server;
  private CameraSession session;
  private KeptFiles sink;

  @BeforeEach
  void start() {
    Path clip = BundledClips.extract(BundledClips.BOXES_H264, folder);
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("kerb", Clip.open(clip)))
            .build()
            .start();
    session =
        new CameraSession(
            KERB,
            StreamUrl.parse(server.url("kerb")),
            SessionSettings.DEFAULTS,
            DecodePolicy.KEY_FRAMES,
            new Counting(),
            IngestMetrics.NOOP,
            Clock.systemUTC());
    session.start();
    sink = new KeptFiles(new DiskEvidenceStore(folder.resolve("evidence")));
    sink.store.start();
    Await.until(LIMIT, () -> pictures.get() > 0, "a picture");
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void aBurstOfFindingsMakesOneClip() throws Exception {
    PacketRing ring = session.ring();
    Instant seen = ring.newest().orElseThrow();
    try (ClipDesk desk = desk(Duration.ofSeconds(1))) {
      for (int i = 0; i < 20; i++) {
        desk.cutLater(KERB, ring, new FindingId("f-" + i), seen.plusMillis(i));
      }
      Await.until(LIMIT, () -> sink.attached.size() == 20, () -> "20 clips: " + sink.attached);
    }
    assertThat(sink.written).hasValue(1);
    Path first = file("f-0");
    assertThat(Files.isSameFile(first, file("f-19"))).isTrue();
    assertThat(sink.attached.values()).extracting(Evidence::path).doesNotHaveDuplicates();
    assertThat(length(first)).isGreaterThan(Duration.ofMillis(800));
  }

  @Test
  void findingsFarApartHaveClipsOfTheirOwn() throws Exception {
    PacketRing ring = session.ring();
    Instant seen = ring.newest().orElseThrow();
    try (ClipDesk desk = desk(Duration.ofMillis(200))) {
      desk.cutLater(KERB, ring, new FindingId("f-1"), seen);
      Instant later = seen.plusMillis(900);
      Await.until(LIMIT, () -> ring.newest().orElseThrow().isAfter(later), "0.9 s more");
      desk.cutLater(KERB, ring, new FindingId("f-2"), later);
      Await.until(LIMIT, () -> sink.attached.size() == 2, () -> "2 clips: " + sink.attached);
    }
    assertThat(sink.written).hasValue(2);
    assertThat(Files.isSameFile(file("f-1"), file("f-2"))).isFalse();
  }

  @Test
  void cutsWhatWaitsWhenItCloses() {
    Instant seen = session.ring().newest().orElseThrow();
    ClipDesk desk = desk(Duration.ofMinutes(1));
    desk.cutLater(KERB, session.ring(), new FindingId("f-1"), seen);
    desk.cutLater(KERB, session.ring(), new FindingId("f-2"), seen);
    desk.close();
    assertThat(sink.attached).containsOnlyKeys(new FindingId("f-1"), new FindingId("f-2"));
  }

  @Test
  void aFindingThatTheBookDoesNotKnowCostsTheOthersNothing() {
    Instant seen = session.ring().newest().orElseThrow();
    sink.unknown = new FindingId("f-1");
    ClipDesk desk = desk(Duration.ofMinutes(1));
    desk.cutLater(KERB, session.ring(), new FindingId("f-1"), seen);
    desk.cutLater(KERB, session.ring(), new FindingId("f-2"), seen);
    desk.close();
    assertThat(sink.attached).containsOnlyKeys(new FindingId("f-2"));
  }

  private ClipDesk desk(Duration postRoll) {
    return new ClipDesk(sink, new EvidenceConfig(Duration.ofMillis(200), postRoll));
  }

  private Path file(String finding) {
    return sink.store.file(sink.attached.get(new FindingId(finding)).path()).orElseThrow();
  }

  private static Duration length(Path clip) {
    Duration last = Duration.ZERO;
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        last = frame.mediaTime();
        frame.close();
      }
    }
    return last;
  }

  private final class Counting implements CameraSession.Listener {

    @Override
    public void onState(SourceState state) {}

    @Override
    public void onFrame(Frame borrowed) {
      pictures.incrementAndGet();
    }
  }

  /** Keeps files for real, and remembers whose they are. */
  private static final class KeptFiles implements FindingSink {

    private final DiskEvidenceStore store;
    private final AtomicInteger written = new AtomicInteger();
    private final Map<FindingId, Evidence> attached = new ConcurrentHashMap<>();
    private volatile FindingId unknown;

    private KeptFiles(DiskEvidenceStore store) {
      this.store = store;
    }

    @Override
    public void vouch(List<FindingId> findings, Instant now) {
      throw new AssertionError("a clip desk vouches for nothing");
    }

    @Override
    public void record(FindingReport report) {
      throw new AssertionError("a clip desk records nothing");
    }

    @Override
    public Evidence keep(
        FindingId finding, Evidence.Kind kind, Instant takenAt, Consumer<Path> writer) {
      written.incrementAndGet();
      return store.put(finding, kind, takenAt, writer::accept);
    }

    @Override
    public Evidence share(Evidence kept, FindingId with) {
      return store.share(kept, with);
    }

    @Override
    public void attach(FindingId finding, Evidence evidence) {
      if (finding.equals(unknown)) {
        throw CityException.notFound("finding", finding);
      }
      attached.put(finding, evidence);
    }
  }
}

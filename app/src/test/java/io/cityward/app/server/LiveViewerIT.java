package io.cityward.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.cityward.core.CameraId;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.StreamUrl;
import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveViewerIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final AtomicInteger cut = new AtomicInteger();
  private final CountDownLatch gone = new CountDownLatch(1);
  private RtspServer server;
  private CameraSession session;

  @BeforeEach
  void start() {
    Path clip = BundledClips.extract(BundledClips.BOXES_H264, folder);
    server =
        RtspServer.builder()
            .camera(SimulatedCamera.looping("cam", Clip.open(clip)))
            .build()
            .start();
    session =
        new CameraSession(
            new CameraId("cam"),
            StreamUrl.parse(server.url("cam")),
            SessionSettings.DEFAULTS,
            DecodePolicy.KEY_FRAMES,
            new Deaf(),
            IngestMetrics.NOOP,
            Clock.systemUTC());
    session.start();
    Await.until(LIMIT, () -> session.ring().newest().isPresent(), "a packet");
  }

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void whoTakesNothingIsCutOffAndTheSessionGoesOn() throws Exception {
    // Nobody reads the response: the first piece never leaves.
    HttpResponseWriter response = HttpResponse.streaming();
    viewer(response, Duration.ofMillis(200)).start();
    assertThat(gone.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(cut).hasValue(1);
    assertThat(response.isOpen()).isFalse();
    long packets = session.figures().packets();
    Await.until(LIMIT, () -> session.figures().packets() > packets + 5, "more packets");
    assertThat(session.figures().reconnects()).isZero();
  }

  @Test
  void whoLeavesIsGoneAtOnce() throws Exception {
    HttpResponseWriter response = HttpResponse.streaming();
    LiveViewer viewer = viewer(response, LIMIT);
    viewer.start();
    response.abort();
    assertThat(gone.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    viewer.close();
    assertThat(cut).hasValue(0);
  }

  @Test
  void theViewEndsWithTheCamera() throws Exception {
    HttpResponseWriter response = HttpResponse.streaming();
    viewer(response, LIMIT).start();
    var whole = response.aggregate();
    Await.until(LIMIT, () -> session.figures().packets() > 10, "some packets");
    session.close();
    assertThat(whole.get(LIMIT.toSeconds(), TimeUnit.SECONDS).status().code()).isEqualTo(200);
    assertThat(gone.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private LiveViewer viewer(HttpResponseWriter response, Duration longestWrite) {
    return new LiveViewer(
        "cam", session.ring(), response, new Counting(), longestWrite, gone::countDown);
  }

  private final class Counting implements LiveMetrics {

    @Override
    public void watching(int viewers) {}

    @Override
    public void sent(int bytes) {}

    @Override
    public void cut() {
      cut.incrementAndGet();
    }

    @Override
    public void refused() {}
  }

  private static final class Deaf implements CameraSession.Listener {

    @Override
    public void onState(SourceState state) {}

    @Override
    public void onFrame(Frame borrowed) {}
  }
}

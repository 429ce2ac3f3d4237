package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.testkit.Await;
import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconnectMemoryIT {

  private static final int SESSIONS = 5;
  private static final long TOLERANCE = 24L << 20;

  @TempDir private Path clips;
  private final List<Witness> witnesses = new ArrayList<>();

  @Test
  void thirtyReconnectsLeaveNothingBehind() {
    Clip clip = Clip.open(BundledClips.extract(BundledClips.BOXES_H264, clips));
    long frames = Frame.live();
    List<CameraSession> sessions = new ArrayList<>();
    try (RtspServer server =
        RtspServer.builder().camera(SimulatedCamera.looping("cam", clip)).build().start()) {
      for (int i = 0; i < SESSIONS; i++) {
        witnesses.add(new Witness());
        sessions.add(Sessions.start(server.url("cam"), DecodePolicy.ALL, witnesses.get(i)));
      }
      cut(server, sessions, 1);
      long before = physicalBytes();
      cut(server, sessions, 30 / SESSIONS);

      assertThat(physicalBytes() - before).isLessThan(TOLERANCE);
      assertThat(sessions).allMatch(s -> s.ring().bytes() <= Sessions.QUICK.ringBytes());
    } finally {
      sessions.forEach(CameraSession::close);
    }
    assertThat(Frame.live()).isEqualTo(frames);
  }

  /** Resets all connections as soon as each has given a frame, again and again. */
  private void cut(RtspServer server, List<CameraSession> sessions, int times) {
    for (int i = 0; i < times; i++) {
      witnesses.forEach(w -> w.awaitFrames(w.frames.get() + 1));
      long reconnects = reconnects(sessions);
      server.cut("cam");
      Await.until(
          Duration.ofSeconds(10),
          () -> reconnects(sessions) >= reconnects + SESSIONS,
          "a reconnect of every session");
    }
  }

  private static long reconnects(List<CameraSession> sessions) {
    return sessions.stream().mapToLong(s -> s.figures().reconnects()).sum();
  }

  /** Without the heap, which grows when the collector likes. */
  private static long physicalBytes() {
    System.gc();
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }
}

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
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not among the daily tests: {@code ./mvnw -Psoak verify -pl stream-ingest -am}. */
class ReconnectSoak {

  private static final int SESSIONS = 10;
  private static final int RECONNECTS = Integer.getInteger("soak.reconnects", 500);
  private static final int WARM_UP = 50;
  private static final long NATIVE_TOLERANCE = 32L << 20;
  private static final long HEAP_TOLERANCE = 8L << 20;

  /** What is in use after a number of reconnects. */
  private record Row(long reconnects, long nativeBytes, long heapBytes, long frames, int threads) {

    static Row after(long reconnects) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Row(
          reconnects,
          Pointer.physicalBytes() - runtime.totalMemory(),
          runtime.totalMemory() - runtime.freeMemory(),
          Frame.live(),
          Thread.activeCount());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %5d | %7.1f | %7.1f | %4d | %4d |",
          reconnects,
          nativeBytes / 1048576.0,
          heapBytes / 1048576.0,
          frames,
          threads);
    }
  }

  @TempDir private Path clips;
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<CameraSession> sessions = new ArrayList<>();

  @Test
  void fiveHundredReconnectsLeaveNothingBehind() {
    Clip clip = Clip.open(BundledClips.extract(BundledClips.BOXES_H264, clips));
    List<Row> rows = new ArrayList<>();
    try (RtspServer server =
        RtspServer.builder().camera(SimulatedCamera.looping("cam", clip)).build().start()) {
      startSessions(server.url("cam"));
      while (reconnects() < RECONNECTS) {
        cut(server);
        if (reconnects() / WARM_UP > rows.size()) {
          rows.add(Row.after(reconnects()));
        }
      }
    } finally {
      sessions.forEach(CameraSession::close);
    }
    System.out.println("| after | native MiB | heap MiB | frames | threads |");
    rows.forEach(System.out::println);

    Row first = rows.get(0);
    Row last = rows.get(rows.size() - 1);
    assertThat(last.nativeBytes() - first.nativeBytes()).isLessThan(NATIVE_TOLERANCE);
    assertThat(last.heapBytes() - first.heapBytes()).isLessThan(HEAP_TOLERANCE);
    assertThat(last.threads()).isLessThanOrEqualTo(first.threads() + 4);
    assertThat(Frame.live()).isZero();
  }

  private void startSessions(String url) {
    for (int i = 0; i < SESSIONS; i++) {
      witnesses.add(new Witness());
      sessions.add(Sessions.start(url, DecodePolicy.ALL, witnesses.get(i)));
    }
  }

  /** Resets all connections as soon as each has given a frame. */
  private void cut(RtspServer server) {
    witnesses.forEach(w -> w.awaitFrames(w.frames.get() + 1));
    long before = reconnects();
    server.cut("cam");
    Await.until(
        Duration.ofSeconds(20),
        () -> reconnects() >= before + SESSIONS,
        "a reconnect of every session");
  }

  private long reconnects() {
    return sessions.stream().mapToLong(s -> s.figures().reconnects()).sum();
  }
}

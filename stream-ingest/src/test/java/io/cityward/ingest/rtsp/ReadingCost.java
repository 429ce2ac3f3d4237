package io.cityward.ingest.rtsp;

import io.cityward.testkit.BundledClips;
import io.cityward.testkit.Clip;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Prints what reading one camera costs: milliseconds of the owner thread's CPU per second of media.
 * Run it with a video file for another camera than the bundled one, and TCP or UDP.
 */
final class ReadingCost {

  private static final long WARM_UP_TICKS = 20 * 90_000L;
  private static final long MEASURED_TICKS = 60 * 90_000L;

  private ReadingCost() {}

  public static void main(String[] arguments) throws Exception {
    Path file =
        arguments.length > 0
            ? Path.of(arguments[0])
            : BundledClips.extract(BundledClips.CAMPUS, Files.createTempDirectory("cost"));
    RtpTransport transport =
        RtpTransport.valueOf(arguments.length > 1 ? arguments[1] : RtpTransport.TCP.name());
    Clip clip = Clip.open(file);
    try (RtspServer server =
            RtspServer.builder().camera(SimulatedCamera.looping("cam", clip)).build().start();
        RtspClient client =
            new RtspClient(
                RtspRequest.of("127.0.0.1", server.port(), "/cam").withTransport(transport))) {
      client.open();
      readTo(client, WARM_UP_TICKS);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      RtspFigures start = client.figures();
      readTo(client, WARM_UP_TICKS + MEASURED_TICKS);
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      RtspFigures end = client.figures();
      double seconds = MEASURED_TICKS / 90_000.0;
      System.out.printf(
          "%s: %.2f ms CPU per second of media, %.2f Mbit/s, %.0f packets/s%n",
          transport,
          cpu / 1e6 / seconds,
          (end.bytes() - start.bytes()) * 8 / 1e6 / seconds,
          (end.packets() - start.packets()) / seconds);
    }
  }

  private static void readTo(RtspClient client, long ticks) throws RtspFailure {
    while (client.read(Duration.ofSeconds(10)).mediaTicks() < ticks) {
      Thread.onSpinWait();
    }
  }
}

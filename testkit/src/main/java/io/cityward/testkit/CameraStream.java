package io.cityward.testkit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A camera at work: one timeline, which begins with the first PLAY and then runs on, watched or
 * not, and one schedule, which sends each picture to all who watch and rests when nobody does. Used
 * on the server's thread only.
 */
final class CameraStream {

  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** After a longer sleep of the process the camera goes on with what it sees now. */
  private static final long MOST_BEHIND_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What a viewer gets first. */
  record Join(int sequence, int rtpTime) {}

  private final SimulatedCamera camera;
  private final EventLoop loop;
  private final Clock clock;
  private final int ssrc = ThreadLocalRandom.current().nextInt();

  /** May lose one while it is gone through: a failed write closes its connection. */
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  private Timeline timeline;
  private long next;
  private long nextReport;
  private ScheduledFuture<?> alarm;
  private Fault fault = Fault.NONE;

  private long pictures;
  private long packets;
  private long bytes;
  private long dropped;

  CameraStream(SimulatedCamera camera, EventLoop loop, Clock clock) {
    this.camera = camera;
    this.loop = loop;
    this.clock = clock;
  }

  SimulatedCamera camera() {
    return camera;
  }

  Fault fault() {
    return fault;
  }

  int ssrc() {
    return ssrc;
  }

  void fault(Fault kind) {
    fault = kind;
    viewers.forEach(Viewer::gap);
  }

  CameraFigures figures() {
    return new CameraFigures(viewers.size(), pictures, packets, bytes, dropped);
  }

  /**
   * Lets a viewer in; it gets pictures from the next key frame on, and none before this returns.
   */
  Join join(Viewer viewer) {
    long now = System.nanoTime();
    if (timeline == null || timeline.ended(timeline.positionAt(now))) {
      begin(now);
    }
    if (viewers.isEmpty()) {
      next = timeline.positionAt(now);
      nextReport = now + REPORT_NANOS;
    }
    viewers.add(viewer);
    arm();
    long first = timeline.keyFrameFrom(next);
    return timeline.ended(first)
        ? new Join(timeline.sequence(next), timeline.rtpTime(next))
        : new Join(timeline.sequence(first), timeline.rtpTime(first));
  }

  void leave(Viewer viewer) {
    viewers.remove(viewer);
    if (viewers.isEmpty()) {
      disarm();
    }
  }

  /** Ends the stream for all who watch. */
  void end() {
    for (Viewer viewer : viewers) {
      viewer.delivery().report(Rtcp.bye(ssrc, camera.name()));
    }
    viewers.clear();
    disarm();
  }

  private void begin(long now) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    timeline =
        new Timeline(camera.clip(), camera.loop(), now, random.nextInt(0x10000), random.nextInt());
    next = 0;
  }

  private void arm() {
    if (alarm == null) {
      long wait = Math.max(0, timeline.dueNanos(next) - System.nanoTime());
      alarm = loop.schedule(this::work, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel(false);
      alarm = null;
    }
  }

  private void work() {
    alarm = null;
    long now = System.nanoTime();
    if (now - timeline.dueNanos(next) > MOST_BEHIND_NANOS) {
      next = timeline.positionAt(now);
      viewers.forEach(Viewer::gap);
    }
    while (!timeline.ended(next) && timeline.dueNanos(next) <= now) {
      picture();
      next++;
    }
    if (timeline.ended(next) && timeline.dueNanos(next) <= now) {
      end();
      return;
    }
    if (now >= nextReport) {
      nextReport = now + REPORT_NANOS;
      viewers.forEach(this::report);
    }
    arm();
  }

  private void picture() {
    if (fault == Fault.FROZEN || fault == Fault.MUTE) {
      return;
    }
    RtpBurst burst = RtpBurst.of(timeline, next, ssrc);
    pictures++;
    packets += burst.starts().size();
    bytes += burst.rtpBytes();
    for (Viewer viewer : viewers) {
      if (viewer.wantsFirstReport(burst.keyFrame())) {
        report(viewer);
      }
      if (viewer.offer(burst)) {
        dropped++;
      }
    }
    burst.bytes().release();
  }

  private void report(Viewer viewer) {
    if (fault == Fault.FROZEN || fault == Fault.MUTE) {
      return;
    }
    int time = timeline.rtpTimeAt(System.nanoTime());
    viewer
        .delivery()
        .report(Rtcp.senderReport(ssrc, camera.name(), clock.instant(), time, packets, bytes));
  }
}

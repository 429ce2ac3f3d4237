package io.cityward.testkit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
  record Join(int sequence, int rtpTime) {

    /** As the RTP-Info header tells it. */
    String info() {
      return ";seq=" + sequence + ";rtptime=" + Integer.toUnsignedString(rtpTime);
    }
  }

  private final SimulatedCamera camera;
  private final EventLoop loop;
  private final Clock clock;
  private final int ssrc = ThreadLocalRandom.current().nextInt();

  /** May lose one while it is gone through: a failed write closes its connection. */
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  private final Optional<AudioStream> audio;
  private final UdpNetwork network = new UdpNetwork();
  private final Random garbage = new Random(0);

  private Clip clip;
  private Timeline timeline;
  private long jumpedTicks;
  private long next;
  private long nextReport;
  private ScheduledFuture<?> alarm;
  private Fault fault = Fault.NONE;
  private int drip;

  private long pictures;
  private long packets;
  private long bytes;
  private long dropped;

  CameraStream(SimulatedCamera camera, EventLoop loop, Clock clock) {
    this.camera = camera;
    this.loop = loop;
    this.clock = clock;
    this.clip = camera.clip();
    this.audio =
        clip.audio().map(track -> new AudioStream(camera.name(), track, loop, this::silent));
    camera.phase().ifPresent(phase -> begin(System.nanoTime() - phase.toNanos()));
  }

  SimulatedCamera camera() {
    return camera;
  }

  /** What it sees now. */
  Clip clip() {
    return clip;
  }

  /** What it hears; goes on when the clip changes. */
  Optional<AudioStream> audio() {
    return audio;
  }

  UdpNetwork network() {
    return network;
  }

  Fault fault() {
    return fault;
  }

  /** How fast its connections are, in bytes per second; 0 if nothing holds them back. */
  int drip() {
    return drip;
  }

  void drip(int bytesPerSecond) {
    drip = bytesPerSecond;
  }

  int ssrc() {
    return ssrc;
  }

  void fault(Fault kind) {
    fault = kind;
    if (kind != Fault.GARBAGE) {
      viewers.forEach(Viewer::gap);
    }
  }

  /** Goes on with another clip of the same codec. */
  void switchClip(Clip other) {
    if (timeline != null) {
      timeline = timeline.switched(other, upcoming(System.nanoTime()));
      next = 0;
    }
    clip = other;
  }

  /** Begins anew with the next PLAY, with another clip. */
  void restart(Clip other) {
    timeline = null;
    clip = other;
  }

  void jump(long ticks) {
    jumpedTicks += ticks;
    if (timeline != null) {
      timeline = timeline.jumped(ticks);
    }
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
      next = upcoming(now);
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
    audio.ifPresent(AudioStream::end);
    disarm();
  }

  private void begin(long start) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int sequence = camera.rtp().firstSequence().orElseGet(() -> random.nextInt(0x10000));
    long time = camera.rtp().firstTime().orElseGet(random::nextLong) + jumpedTicks;
    timeline = new Timeline(clip, camera.loop(), start, sequence, (int) time);
    next = 0;
  }

  /** The position of the next picture; while nobody watches, nothing counts on. */
  private long upcoming(long now) {
    return viewers.isEmpty() ? timeline.positionAt(now) : next;
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
    if (silent()) {
      return;
    }
    RtpBurst burst = RtpBurst.of(timeline, next, ssrc, camera.rtp().markers());
    if (fault == Fault.GARBAGE) {
      burst.garble(garbage);
    }
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

  private boolean silent() {
    return fault == Fault.FROZEN || fault == Fault.MUTE;
  }

  private void report(Viewer viewer) {
    if (silent()) {
      return;
    }
    int time = timeline.rtpTimeAt(System.nanoTime());
    viewer
        .delivery()
        .report(Rtcp.senderReport(ssrc, camera.name(), clock.instant(), time, packets, bytes));
  }
}

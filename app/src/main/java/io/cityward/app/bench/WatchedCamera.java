package io.cityward.app.bench;

import io.cityward.ingest.CameraSession;
import io.cityward.ingest.Frame;
import io.cityward.ingest.SourceState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.stream.DoubleStream;

/**
 * Notes when a camera's frames come, against when they were due. All times in microseconds of the
 * wall clock; the camera's clock runs as fast as ours, for it is on the same machine.
 */
final class WatchedCamera implements CameraSession.Listener {

  private final CountDownLatch live;
  private final CountDownLatch pictures;
  private boolean wasLive;
  private boolean open;

  /** When media time zero would have arrived, had it come as fast as the fastest frame so far. */
  private long anchor = Long.MAX_VALUE;

  private DoubleStream.Builder media = DoubleStream.builder();
  private DoubleStream.Builder delivered = DoubleStream.builder();
  private DoubleStream.Builder decoding = DoubleStream.builder();

  /**
   * @param live counted down when it is live for the first time
   * @param pictures counted down with its first frame
   */
  WatchedCamera(CountDownLatch live, CountDownLatch pictures) {
    this.live = live;
    this.pictures = pictures;
  }

  @Override
  public synchronized void onState(SourceState state) {
    if (state.kind() == SourceState.Kind.LIVE && !wasLive) {
      wasLive = true;
      live.countDown();
    }
  }

  @Override
  public synchronized void onFrame(Frame borrowed) {
    if (anchor == Long.MAX_VALUE) {
      pictures.countDown();
    }
    long now = micros(Instant.now());
    long arrived = micros(borrowed.arrivedAt());
    long since = borrowed.mediaTime().toNanos() / 1000;
    anchor = Math.min(anchor, arrived - since);
    if (open) {
      media.add((double) since);
      delivered.add((double) now);
      decoding.add((now - arrived) / 1e3);
    }
  }

  synchronized void begin() {
    media = DoubleStream.builder();
    delivered = DoubleStream.builder();
    decoding = DoubleStream.builder();
    open = true;
  }

  /** Ends the window. */
  synchronized Window end() {
    open = false;
    double[] due = media.build().map(since -> since + anchor).toArray();
    double[] came = delivered.build().toArray();
    double[] delays = new double[came.length];
    for (int i = 0; i < came.length; i++) {
      delays[i] = (came[i] - due[i]) / 1e3;
    }
    return new Window(anchor, delays, decoding.build().toArray());
  }

  /**
   * What came in a window.
   *
   * @param anchor of the camera's {@link Beat}
   * @param delays from when each frame was due to the listener, in milliseconds
   * @param decoding from when each frame's packet was read to the listener, in milliseconds
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Window(long anchor, double[] delays, double[] decoding) {}

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}

package io.cityward.testkit;

import io.cityward.core.CityException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A live stream by RTMP, by FFmpeg's own listening muxer: a clip again and again, for one client at
 * a time; when it leaves, the next may come, and sees the clip from its beginning.
 */
public final class RtmpServer implements AutoCloseable {

  private static final int CANCELLED = 0;
  private static final int ASKED = 1;
  private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** One for all servers, because JavaCPP has only about ten per class. */
  private static final AVIOInterruptCB.Callback_Pointer ASKS =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer opaque) {
          LongPointer cell = new LongPointer(opaque);
          cell.put(ASKED, 1);
          return (int) cell.get(CANCELLED);
        }
      };

  private final Path clip;
  private final LongPointer cell = new LongPointer(2);
  private final AVIOInterruptCB interrupt = new AVIOInterruptCB();
  private Thread thread;
  private String url;

  /** Whether no client is there. */
  private volatile boolean waiting;

  // Guarded by this.
  private MediaFault fault = MediaFault.NONE;
  private boolean closed;

  private RtmpServer(Path clip) {
    this.clip = clip;
  }

  public static RtmpServer playing(Path clip) {
    return new RtmpServer(clip);
  }

  /**
   * Listens on a free port.
   *
   * @throws CityException if the clip cannot be read, or is not H.264
   */
  public RtmpServer start() {
    if (Clip.open(clip).codec() != VideoCodec.H264) {
      throw CityException.invalid("clip", clip, "H.264, which is what RTMP carries");
    }
    cell.put(CANCELLED, 0).put(ASKED, 0);
    interrupt.callback(ASKS).opaque(cell);
    url = "rtmp://127.0.0.1:" + freePort() + "/live/camera";
    thread = new Thread(this::run, "rtmp-camera");
    thread.setDaemon(true);
    thread.start();
    try {
      awaitListening();
    } catch (AssertionError e) {
      close();
      throw e;
    }
    return this;
  }

  /**
   * Returns when a client may come; of use after the one before has left, which the server notices
   * with its next packet.
   */
  public void awaitListening() {
    Await.until(LIMIT, this::listening, "RTMP is listened for");
  }

  public String url() {
    return url;
  }

  public synchronized void fault(MediaFault kind) {
    fault = kind;
    notifyAll();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    cell.put(CANCELLED, 1);
    try {
      if (thread != null) {
        thread.join(LIMIT.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread == null || !thread.isAlive()) {
      interrupt.close();
      cell.close();
    }
  }

  private void run() {
    while (!closed()) {
      try (Remuxer remuxer = new Remuxer(clip)) {
        cell.put(ASKED, 0);
        waiting = true;
        boolean open = remuxer.openAddress("flv", url, interrupt, Map.of("listen", "1"));
        waiting = false;
        if (open) {
          play(remuxer);
        } else {
          waitUntil(System.nanoTime() + AFTER_FAILURE_NANOS);
        }
      }
    }
  }

  private void play(Remuxer remuxer) {
    long start = System.nanoTime();
    boolean more = !refuses();
    while (more) {
      more = remuxer.pass(nanos -> waitUntil(start + nanos));
    }
    if (!refuses()) {
      remuxer.end();
    }
  }

  /** FFmpeg asks for the first time when its socket listens. */
  private boolean listening() {
    return waiting && cell.get(ASKED) != 0;
  }

  /** Whether there is more to send, at that moment or when it is no more frozen. */
  private synchronized boolean waitUntil(long nanoTime) {
    try {
      long left = nanoTime - System.nanoTime();
      while (!closed && (left > 0 || fault == MediaFault.FROZEN)) {
        TimeUnit.NANOSECONDS.timedWait(this, left > 0 ? left : TimeUnit.SECONDS.toNanos(1));
        left = nanoTime - System.nanoTime();
      }
      return !closed && fault == MediaFault.NONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized boolean refuses() {
    return fault == MediaFault.NOT_FOUND;
  }

  private synchronized boolean closed() {
    return closed;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port for RTMP", e);
    }
  }
}

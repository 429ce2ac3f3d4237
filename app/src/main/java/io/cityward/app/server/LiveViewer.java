package io.cityward.app.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.LiveView;
import io.cityward.ingest.PacketRing;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who watches a camera over HTTP, with a thread of its own. A piece is written when the one
 * before has left for the network, so that what waits for a slow viewer waits in the live view,
 * where it is bounded.
 */
final class LiveViewer {

  private static final Logger LOG = LoggerFactory.getLogger(LiveViewer.class);
  private static final long MOST_WAITING_BYTES = 4 << 20;

  /** A camera that sends nothing for so long ends the view; who asks anew is told why. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final String camera;
  private final PacketRing ring;
  private final HttpResponseWriter response;
  private final LiveMetrics metrics;
  private final Duration longestWrite;
  private final Runnable whenGone;
  private final Thread thread;
  private LiveView view;
  private boolean gone;

  /**
   * @param longestWrite who takes nothing for so long is cut off
   * @param whenGone told, on the viewer's thread, that everything is freed
   */
  LiveViewer(
      String camera,
      PacketRing ring,
      HttpResponseWriter response,
      LiveMetrics metrics,
      Duration longestWrite,
      Runnable whenGone) {
    this.camera = camera;
    this.ring = ring;
    this.response = response;
    this.metrics = metrics;
    this.longestWrite = longestWrite;
    this.whenGone = whenGone;
    this.thread = new Thread(this::run, "live-" + camera);
    this.thread.setDaemon(true);
  }

  void start() {
    var unused =
        response
            .whenComplete()
            .handle(
                (done, failure) -> {
                  leave();
                  return null;
                });
    thread.start();
  }

  String camera() {
    return camera;
  }

  private void run() {
    try (LiveView opened = LiveView.open(ring, MOST_WAITING_BYTES)) {
      if (enter(opened)) {
        watch(opened);
      }
    } catch (CityException e) {
      response.close(HttpRefusal.of(e));
    } catch (IOException | RuntimeException e) {
      LOG.error("{}: live view failed", camera, e);
      response.abort(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.abort();
    } finally {
      whenGone.run();
    }
  }

  private synchronized boolean enter(LiveView opened) {
    view = opened;
    return !gone;
  }

  private void watch(LiveView opened) throws InterruptedException, IOException {
    ResponseHeaders headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .add(HttpHeaderNames.CONTENT_TYPE, opened.contentType())
            .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
            .build();
    boolean goesOn = response.tryWrite(headers) && send(opened.start());
    while (goesOn) {
      LiveView.Next next = opened.next(LONGEST_SILENCE);
      if (next instanceof LiveView.Next.Fragments fragments) {
        goesOn = send(fragments.bytes());
      } else {
        end(next);
        goesOn = false;
      }
    }
  }

  /** Waits until it has left; false if nobody is there any more. */
  private boolean send(byte[] bytes) throws InterruptedException {
    if (!response.tryWrite(HttpData.wrap(bytes))) {
      return false;
    }
    try {
      response.whenConsumed().get(longestWrite.toMillis(), TimeUnit.MILLISECONDS);
      metrics.sent(bytes.length);
      return true;
    } catch (ExecutionException e) {
      LOG.debug("{}: a viewer has left: {}", camera, e.getCause().toString());
      return false;
    } catch (TimeoutException e) {
      cut();
      return false;
    }
  }

  private void end(LiveView.Next last) {
    if (last instanceof LiveView.Next.Over over && over.why() == LiveView.End.TOO_SLOW) {
      cut();
    } else {
      LOG.debug("{}: a live view ends: {}", camera, last);
      response.close();
    }
  }

  private void cut() {
    metrics.cut();
    LOG.info("{}: a live viewer was too slow and is cut off", camera);
    // What was given to the network and not taken must not be waited for.
    response.abort(new CityException(ErrorCode.TOO_LATE, camera + ": the viewer is too slow"));
  }

  /** Any thread; the viewer's own then frees everything. */
  synchronized void leave() {
    gone = true;
    if (view != null) {
      view.leave();
    }
  }

  /** Ends it, and waits a moment until everything is freed. */
  void close() {
    leave();
    response.abort(ClosedStreamException.get());
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

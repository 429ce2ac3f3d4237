package io.cityward.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.app.config.ServerConfig;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.PacketRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Live view: the camera's own packets as an MP4 that does not end. Places are limited, in all and
 * per camera, so that viewers never cost the analysis its cores or its network.
 */
final class LiveHttpService extends AbstractHttpService implements AutoCloseable {

  private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

  private final FreshStreams streams;
  private final int mostViewers;
  private final int mostPerCamera;
  private final LiveMetrics metrics;
  private final List<LiveViewer> viewers = new ArrayList<>();
  private boolean closed;

  LiveHttpService(FreshStreams streams, ServerConfig config, LiveMetrics metrics) {
    this.streams = streams;
    this.mostViewers = config.liveViewers();
    this.mostPerCamera = config.liveViewersPerCamera();
    this.metrics = metrics;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest request) {
    try {
      String camera = ctx.pathParam("camera");
      PacketRing ring = streams.ring(camera, sub(ctx.queryParam("stream")));
      HttpResponseWriter response = HttpResponse.streaming();
      admit(camera, ring, response);
      return response;
    } catch (CityException e) {
      return HttpRefusal.of(e).toHttpResponse();
    }
  }

  private static boolean sub(String stream) {
    if (stream == null || stream.equals("main") || stream.equals("sub")) {
      return "sub".equals(stream);
    }
    throw CityException.invalid("stream", stream, "main or sub");
  }

  private synchronized void admit(String camera, PacketRing ring, HttpResponseWriter response) {
    if (closed) {
      throw new CityException(ErrorCode.ILLEGAL_STATE, "live view: this server stops");
    }
    long here = viewers.stream().filter(viewer -> viewer.camera().equals(camera)).count();
    if (viewers.size() >= mostViewers) {
      throw full("server.liveViewers", mostViewers, "all cameras");
    }
    if (here >= mostPerCamera) {
      throw full("server.liveViewersPerCamera", mostPerCamera, camera);
    }
    LiveViewer[] viewer = new LiveViewer[1];
    viewer[0] =
        new LiveViewer(camera, ring, response, metrics, LONGEST_WRITE, () -> forget(viewer[0]));
    viewers.add(viewer[0]);
    metrics.watching(viewers.size());
    viewer[0].start();
  }

  private CityException full(String key, int most, String what) {
    metrics.refused();
    return new CityException(
        ErrorCode.FULL,
        "live view: "
            + what
            + " already watched by "
            + most
            + " ("
            + key
            + "); again when one of them leaves");
  }

  private synchronized void forget(LiveViewer viewer) {
    viewers.remove(viewer);
    metrics.watching(viewers.size());
  }

  /** Ends all views; a second or two. */
  @Override
  public void close() {
    List<LiveViewer> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(viewers);
    }
    left.forEach(LiveViewer::leave);
    left.forEach(LiveViewer::close);
  }
}

package io.cityward.app.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.core.CityException;
import io.cityward.ingest.PacketRing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A camera's picture as it is now, decoded when somebody asks. */
final class SnapshotHttpService extends AbstractHttpService {

  private final FreshStreams streams;
  private final Map<String, NewestPicture> pictures = new ConcurrentHashMap<>();

  SnapshotHttpService(FreshStreams streams) {
    this.streams = streams;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest request) {
    String camera = ctx.pathParam("camera");
    boolean zones = ctx.queryParams().contains("zones");
    return HttpResponse.of(() -> answer(camera, zones), ctx.blockingTaskExecutor());
  }

  private HttpResponse answer(String camera, boolean zones) {
    try {
      PacketRing ring = streams.ring(camera, false);
      NewestPicture picture = pictures.computeIfAbsent(camera, id -> new NewestPicture());
      NewestPicture.Shot shot = picture.of(ring, streams.streams().zones(camera));
      ResponseHeaders headers =
          ResponseHeaders.builder(HttpStatus.OK)
              .contentType(MediaType.JPEG)
              .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
              .add("x-cityward-taken-at", shot.takenAt().toString())
              .build();
      return HttpResponse.of(headers, HttpData.wrap(zones ? shot.withZones() : shot.plain()));
    } catch (CityException e) {
      return HttpRefusal.of(e).toHttpResponse();
    }
  }
}

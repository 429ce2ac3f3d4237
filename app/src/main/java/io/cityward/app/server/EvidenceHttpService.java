package io.cityward.app.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.cityward.alerts.evidence.EvidenceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Serves snapshots and clips, by range where a player seeks. */
final class EvidenceHttpService extends AbstractHttpService {

  private final EvidenceStore store;

  EvidenceHttpService(EvidenceStore store) {
    this.store = store;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest request) throws IOException {
    Optional<Path> file = store.file(ctx.path());
    if (file.isEmpty()) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    long size = Files.size(file.get());
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(mediaType(file.get()))
            .add(HttpHeaderNames.ACCEPT_RANGES, "bytes")
            .add(HttpHeaderNames.CACHE_CONTROL, "private, max-age=3600");
    String asked = request.headers().get(HttpHeaderNames.RANGE);
    ByteRange range = new ByteRange(0, size - 1);
    if (asked != null) {
      Optional<ByteRange> wanted = ByteRange.parse(asked, size);
      if (wanted.isEmpty()) {
        return HttpResponse.of(
            ResponseHeaders.builder(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                .add(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size)
                .build());
      }
      range = wanted.get();
      headers
          .status(HttpStatus.PARTIAL_CONTENT)
          .add(
              HttpHeaderNames.CONTENT_RANGE,
              "bytes " + range.first() + "-" + range.last() + "/" + size);
    }
    headers.contentLength(range.length());
    return HttpResponse.of(
        headers.build(), StreamMessage.of(file.get()).range(range.first(), range.length()));
  }

  private static MediaType mediaType(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".jpg")) {
      return MediaType.JPEG;
    }
    return name.endsWith(".mp4") ? MediaType.MP4_VIDEO : MediaType.OCTET_STREAM;
  }
}

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
import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Serves snapshots, clips and attachments, by range where a player seeks. Clips come in the
 * camera's own codec, with {@code ?codec=h264} in one that every browser plays.
 */
final class EvidenceHttpService extends AbstractHttpService {

  private static final String H264 = "h264";

  private final EvidenceStore store;
  private final H264Copies copies;

  EvidenceHttpService(EvidenceStore store, H264Copies copies) {
    this.store = store;
    this.copies = copies;
  }

  @Override
  protected HttpResponse doGet(ServiceRequestContext ctx, HttpRequest request) throws IOException {
    Optional<Path> file = store.file(ctx.path());
    String codec = ctx.queryParam("codec");
    if (file.isEmpty()) {
      return HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    if (codec == null || !isClip(file.get())) {
      return serve(file.get(), request);
    }
    return HttpResponse.of(() -> copy(file.get(), codec, request), ctx.blockingTaskExecutor());
  }

  private static boolean isClip(Path file) {
    return file.getFileName().toString().endsWith(".mp4");
  }

  /** What every browser plays, made where it is not there yet. */
  private HttpResponse copy(Path clip, String codec, HttpRequest request) {
    try {
      if (!codec.equals(H264)) {
        throw CityException.invalid("codec", codec, H264);
      }
      return HttpResponse.of(
          copies
              .of(clip)
              .handle(
                  (copy, failure) ->
                      failure == null ? serveSafely(copy, request) : refuse(failure)));
    } catch (CityException e) {
      return refuse(e);
    }
  }

  private static HttpResponse refuse(Throwable failure) {
    return failure instanceof CityException refused
        ? HttpRefusal.of(refused).toHttpResponse()
        : HttpResponse.ofFailure(failure);
  }

  private static HttpResponse serveSafely(Path file, HttpRequest request) {
    try {
      return serve(file, request);
    } catch (IOException e) {
      return HttpResponse.ofFailure(e);
    }
  }

  private static HttpResponse serve(Path file, HttpRequest request) throws IOException {
    long size = Files.size(file);
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(mediaType(file))
            .add(HttpHeaderNames.ACCEPT_RANGES, "bytes")
            .add(HttpHeaderNames.CACHE_CONTROL, "private, max-age=3600");
    if (file.toString().endsWith(".pdf")) {
      // What somebody uploaded is not opened in the console's place.
      headers.add(HttpHeaderNames.CONTENT_DISPOSITION, "attachment");
    }
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
        headers.build(), StreamMessage.of(file).range(range.first(), range.length()));
  }

  private static MediaType mediaType(Path file) {
    String name = file.getFileName().toString();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "jpg" -> MediaType.JPEG;
      case "png" -> MediaType.PNG;
      case "webp" -> MediaType.WEBP;
      case "mp4" -> MediaType.MP4_VIDEO;
      case "pdf" -> MediaType.PDF;
      default -> MediaType.OCTET_STREAM;
    };
  }
}

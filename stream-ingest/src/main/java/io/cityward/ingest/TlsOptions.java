package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Has every connection of an encrypted stream check its peer, also those for the segments of an HLS
 * playlist: FFmpeg hands TLS options to the first connection alone. To be closed after the stream.
 *
 * <p>One native callback for all, because JavaCPP has only about ten per class; it is told by the
 * context's address whose stream it is asked about.
 */
final class TlsOptions implements AutoCloseable {

  private static final Opening OPENING = new Opening();
  private static final Map<Long, TlsTrust> TRUST = new ConcurrentHashMap<>();

  /** FFmpeg's own way of opening a connection, with more options. */
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final class Opening
      extends AVFormatContext
          .Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
    @Override
    public int call(
        AVFormatContext context,
        PointerPointer opened,
        BytePointer url,
        int flags,
        PointerPointer options) {
      TRUST
          .getOrDefault(context.address(), TlsTrust.SYSTEM)
          .options()
          .forEach(
              (key, value) ->
                  av_dict_set(options, new BytePointer(key), new BytePointer(value), 0));
      BytePointer allowed = context.protocol_whitelist();
      if (allowed != null && !allowed.isNull()) {
        av_dict_set(options, new BytePointer("protocol_whitelist"), allowed, 0);
      }
      return avio_open2(opened, url, flags, context.interrupt_callback(), options);
    }
  }

  private final long address;

  private TlsOptions(long address) {
    this.address = address;
  }

  static TlsOptions everywhere(AVFormatContext context, TlsTrust trust) {
    TRUST.put(context.address(), trust);
    context.io_open(OPENING);
    return new TlsOptions(context.address());
  }

  @Override
  public void close() {
    TRUST.remove(address);
  }
}

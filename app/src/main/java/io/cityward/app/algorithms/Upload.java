package io.cityward.app.algorithms;

import io.cityward.core.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One ZIP on its way. Whoever holds its monitor may write. */
final class Upload {

  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final String id;
  private final UploadOrder order;
  private final Path file;
  private final WritableByteChannel out;
  private final MessageDigest digest = Sha256.digest();
  private volatile long received;
  private volatile Instant heardAt;
  private volatile boolean handedOver;

  Upload(String id, UploadOrder order, Path file, WritableByteChannel out, Instant now) {
    this.id = id;
    this.order = order;
    this.file = file;
    this.out = out;
    this.heardAt = now;
  }

  String id() {
    return id;
  }

  UploadOrder order() {
    return order;
  }

  Path file() {
    return file;
  }

  long received() {
    return received;
  }

  Instant heardAt() {
    return heardAt;
  }

  /** Its end has begun; it is not idle, however long that takes. */
  void handOver() {
    handedOver = true;
  }

  boolean handedOver() {
    return handedOver;
  }

  void write(ByteBuffer chunk, Instant now) throws IOException {
    int bytes = chunk.remaining();
    digest.update(chunk.duplicate());
    while (chunk.hasRemaining()) {
      out.write(chunk);
    }
    received += bytes;
    heardAt = now;
  }

  /** Its checksum; nothing more may be written. */
  String complete() throws IOException {
    out.close();
    return Sha256.hex(digest);
  }

  void discard() {
    try {
      out.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{}: cannot be removed: {}", file, e.toString());
    }
  }
}
